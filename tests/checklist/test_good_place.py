"""Everything is in place and people confirmed what only they know: every pillar reaches the top."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from mlsec_nb.checklist.load import catalogue
from mlsec_nb.checklist.model import Mode, Profile
from mlsec_nb.checklist.result import ChecklistReport
from mlsec_nb.checklist.run import Request, run_checklist
from mlsec_nb.core.measured import MEASURED
from mlsec_nb.core.pillar import Pillar
from mlsec_nb.options import ENGINES
from tests.checklist.places import Place, good_place
from tests.checklist.situations import NOW

WAITING = frozenset() if "privacy" in ENGINES else frozenset({Pillar.DATA})
"""Pillars with a control that nothing can answer while the scan has no engine for it."""

STATEMENT = """
[[attestation]]
control = "{control}"
statement = "pass"
by = "jo"
at = {at}
expires = {expires}
evidence = ["docs/review.md"]
"""


@pytest.fixture
def confirmed(tmp_path: Path) -> Place:
    """The good place, with a statement for each control that asks for one."""
    place = good_place(tmp_path)
    config = place.project.folder / "mlsec.toml"
    statements = [
        STATEMENT.format(
            control=each.id, at=NOW.date(), expires=NOW.date() + timedelta(days=each.max_age_days)
        )
        for each in catalogue().controls.values()
        if each.mode is not Mode.AUTOMATIC
    ]
    place.project.write("mlsec.toml", config.read_text() + "".join(statements))
    place.project.commit()
    for measured in place.project.measurements:
        MEASURED.record(measured)
    return place


def checked(place: Place, profile: Profile) -> ChecklistReport:
    facts = place.facts()
    return run_checklist(
        Request(
            folder=place.project.folder,
            profile=profile,
            demand=True,
            machine=facts["machine"],
            server=facts["server"],
            kernel=facts["kernel"],
            now=NOW,
        )
    )


@pytest.mark.parametrize("profile", [Profile.BASELINE, Profile.FULL])
def test_every_pillar_reaches_the_top(confirmed: Place, profile: Profile) -> None:
    try:
        report = checked(confirmed, profile)
    finally:
        MEASURED.clear()
    lows = {score.pillar: score.low for score in report.pillars if score.pillar not in WAITING}
    assert lows == dict.fromkeys(set(Pillar) - WAITING, 100.0)

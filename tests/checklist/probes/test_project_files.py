"""Controls of a project's own that ask for files."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlsec_nb.checklist.model import Outcome
from mlsec_nb.checklist.probes.project_files import look
from tests.checklist.situations import situation


@pytest.mark.parametrize(
    ("params", "outcome"),
    [
        ({"any": ["docs/dpia.md", "docs/dpia.pdf"]}, Outcome.PASS),
        ({"all": ["docs/dpia.md"]}, Outcome.PASS),
        ({"all": ["docs/dpia.md", "docs/dpia.pdf"]}, Outcome.FAIL),
        ({"any": ["docs/dpia.pdf"]}, Outcome.FAIL),
        ({"any": ["../docs/dpia.md"]}, Outcome.FAIL),
        ({}, Outcome.UNKNOWN),
        ({"any": "docs/dpia.md"}, Outcome.UNKNOWN),
    ],
)
def test_the_files_decide(tmp_path: Path, params: dict, outcome: Outcome) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "dpia.md").write_text("Assessed.")
    assert look(situation(tmp_path, params=params)).outcome is outcome

"""Infrastructure and people: a good place passes; one fault turns its control, and no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from mlsec_nb.checklist.load import catalogue
from mlsec_nb.checklist.model import Outcome
from mlsec_nb.core.pillar import Pillar
from tests.checklist.facts import kernel
from tests.checklist.machines import machine, write
from tests.checklist.places import PACKAGES, PILLARS, Place, good_place, run
from tests.checklist.projects import TRAINING, empty_project
from tests.checklist.situations import NOW
from tests.notebooks import code, display

Fault = Callable[[Place], None]
TWO_PEOPLE = "ada:x:1000:1000::/home/ada:/bin/bash\nbob:x:1001:1001::/home/bob:/bin/bash\n"


def setting(**traits: object) -> Fault:
    """Other settings of the server; ``ServerApp__ip`` stands for ``ServerApp.ip``."""
    changed = {name.replace("__", "."): value for name, value in traits.items()}

    def fault(place: Place) -> None:
        place.server = replace(place.server, traits={**place.server.traits, **changed})

    return fault


def on(**settings: object) -> Fault:
    """Another machine."""
    return lambda place: place.machine.update(settings)


def file(path: str, text: str) -> Fault:
    """Another file in the project."""
    return lambda place: (place.project.write(path, text), None)[1]


def changed(path: str, old: str, new: str) -> Fault:
    """Other words in a file of the project."""

    def fault(place: Place) -> None:
        target = place.project.folder / path
        text = target.read_text()
        assert old in text
        place.project.write(path, text.replace(old, new))

    return fault


def removed(path: str) -> Fault:
    return lambda place: (place.project.folder / path).unlink()


def cell(source: str) -> Fault:
    """One more cell in the notebook, run and committed."""

    def fault(place: Place) -> None:
        place.project.notebook(*TRAINING, source)
        place.project.commit()

    return fault


def listening(place: Place) -> None:
    """On the network with TLS and a proxy nobody declared."""
    setting(
        ServerApp__ip="10.0.0.4", ServerApp__certfile="c.pem", ServerApp__allow_unauthenticated_access=False
    )(place)


def ended(place: Place) -> None:
    setting(ServerApp__certfile="c.pem", **{"certificate.ends": "2026-11-01T00:00:00+00:00"})(place)


def plain_kernel(place: Place) -> None:
    place.kernel = kernel({"encrypted": False})


def key(place: Place) -> None:
    write(place.base / "home/.aws/credentials", "never read", mode=0o600)


def new_extension(place: Place) -> None:
    place.server = replace(place.server, extensions={**place.server.extensions, "unknown": True})


def trusted_stranger(place: Place) -> None:
    """The notebook is Jo's, this clone is Ann's, and she trusts its scripts."""
    shown = code("plot()", display(text_html="<script>draw()</script>"), count=len(TRAINING) + 1)
    place.project.notebook(*TRAINING, shown)
    place.project.commit()
    data = place.base / "home/.local/share/jupyter"
    data.mkdir(parents=True, exist_ok=True)
    with NotebookNotary(data_dir=str(data)) as notary:
        notary.sign(nbformat.read(place.project.folder / "train.ipynb", as_version=4))


def unreviewed(place: Place) -> None:
    place.project.git("update-ref", "-d", "HEAD")
    place.project.git("commit", "-q", "--no-verify", "-m", "Everything")


WAIVER = f"""
[[waiver]]
control = "INFRA-16"
reason = "accepted-risk"
justification = "a laptop"
owner = "jo"
expires = {NOW.year - 1}-01-01
"""


def waived(place: Place) -> None:
    config = place.project.folder / "mlsec.toml"
    place.project.write("mlsec.toml", config.read_text() + WAIVER)


def long_ago(place: Place) -> None:
    place.runs = (run(90),)


FAULTS: dict[str, Fault] = {
    "INFRA-01": setting(IdentityProvider__token=False),
    "INFRA-02": listening,
    "INFRA-03": setting(ServerApp__disable_check_xsrf=True),
    "INFRA-04": ended,
    "INFRA-05": plain_kernel,
    "INFRA-06": on(user=0),
    "INFRA-07": cell("db = connect('postgresql://reader@db.prod.example.org/x')"),
    "INFRA-08": changed("requirements.lock", f" --hash=sha256:{'0' * 64}", ""),
    "INFRA-09": changed("advisories.json", '"fixed": "2.0"', '"fixed": "2.9"'),
    "INFRA-10": on(environ={"PIP_EXTRA_INDEX_URL": "https://other.example.org/simple"}),
    "INFRA-11": new_extension,
    "INFRA-12": key,
    "INFRA-13": on(python=(3, 9, 2)),
    "INFRA-14": changed(".github/workflows/check.yml", "mlsec-nb checklist", "make docs"),
    "INFRA-15": setting(EventLogger__handlers=[]),
    "INFRA-16": setting(MappingKernelManager__cull_idle_timeout=0),
    "HUMAN-01": removed("SECURITY.md"),
    "HUMAN-02": unreviewed,
    "HUMAN-03": removed(".git/hooks/pre-commit"),
    "HUMAN-04": trusted_stranger,
    "HUMAN-05": removed("docs/threat-model.md"),
    "HUMAN-07": removed("docs/incident-plan.md"),
    "HUMAN-10": waived,
    "HUMAN-11": long_ago,
    "HUMAN-12": on(packages={**PACKAGES, "jupyter_ai": "3.0"}),
}
NOTHING_TO_SAY = {"HUMAN-04", "HUMAN-10", "HUMAN-12"}
"""Controls that do not apply in the good place: no rich output, no exception, no assistant."""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return good_place(tmp_path_factory.mktemp("place"))


@pytest.fixture(scope="module")
def before(good: Place) -> dict[str, Outcome]:
    return good.outcomes(*Pillar)


def test_the_good_place_passes_every_control(before: dict[str, Outcome]) -> None:
    own = ("INFRA", "HUMAN")
    other = {name: seen for name, seen in before.items() if name.startswith(own) and seen is not Outcome.PASS}
    assert other == dict.fromkeys(NOTHING_TO_SAY, Outcome.NOT_APPLICABLE)


@pytest.mark.parametrize("control", sorted(FAULTS))
def test_a_fault_turns_its_control_and_no_other(
    control: str, good: Place, before: dict[str, Outcome], tmp_path: Path
) -> None:
    place = good.copy(tmp_path)
    FAULTS[control](place)
    after = place.outcomes(*Pillar)
    turned = {name: outcome for name, outcome in after.items() if outcome is not before[name]}
    assert set(turned) == {control}
    assert turned[control] in (Outcome.FAIL, Outcome.ATTENTION)


def test_every_control_that_a_machine_can_answer_has_a_fault(before: dict[str, Outcome]) -> None:
    asked = {
        each.id for each in catalogue().controls.values() if each.pillar in PILLARS and each.probe != "attest"
    }
    assert asked <= set(before)
    assert set(FAULTS) == asked


def test_without_any_vantage_point_nothing_of_the_server_passes(tmp_path: Path) -> None:
    """An empty folder, no server, no kernel."""
    project = empty_project(tmp_path / "project")
    project.more = {"machine": machine(tmp_path), "notebook": None}
    outcomes = project.outcomes(*PILLARS)
    passed = {control for control, outcome in outcomes.items() if outcome is Outcome.PASS}
    assert passed <= {"INFRA-06", "INFRA-07", "INFRA-10", "INFRA-11", "INFRA-12", "INFRA-13"}
    assert {outcomes[f"INFRA-0{number}"] for number in range(1, 6)} == {Outcome.UNKNOWN}

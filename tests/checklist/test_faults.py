"""A project that does everything right passes; one fault turns the control that is about it, and no other."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from mlsec_nb.checklist.load import catalogue
from mlsec_nb.checklist.model import Outcome
from mlsec_nb.core.finding import Severity
from mlsec_nb.core.pillar import Pillar
from mlsec_nb.options import ENGINES
from tests.checklist.places import Place, good_place
from tests.checklist.projects import TRAINING, Project, empty_project, encrypted, safetensors
from tests.checklist.situations import NOW
from tests.notebooks import code, stream
from tests.secrets_fakes import openai_key

PILLARS = (Pillar.DATA, Pillar.MODEL)
WAITING = frozenset() if "privacy" in ENGINES else frozenset({"DATA-02"})
"""Controls that nothing can answer while the scan has no engine for them."""

Fault = Callable[[Project], None]


def cell(source: str) -> Fault:
    """One more cell in the notebook, run and committed."""

    def fault(project: Project) -> None:
        project.notebook(*TRAINING, source)
        project.commit()

    return fault


def answer(question: str, kind: str = "dataset", **more: object) -> Fault:
    """A measurement with another answer; without figures, with a grave finding."""
    bad = more or {"worst": Severity.HIGH, "findings": 1}
    return lambda project: project.change(question, kind, **bad)


def removed(path: str) -> Fault:
    def fault(project: Project) -> None:
        (project.folder / path).unlink()
        project.commit()

    return fault


def mode(path: str, bits: int) -> Fault:
    return lambda project: (project.folder / path).chmod(bits)


def written(path: str, content: bytes) -> Fault:
    """A file with this content, as old as the one that it replaces: a new one would age the documents."""

    def fault(project: Project) -> None:
        place = project.folder / path
        modified = place.stat().st_mtime if place.exists() else NOW.timestamp()
        project.write(path, content)
        os.utime(place, (modified, modified))
        project.commit()

    return fault


def plain_data(project: Project) -> None:
    written("data/train.parquet", b"PAR1" + bytes(64) + b"PAR1")(project)
    project.manifest("data/train.parquet", "models/credit.safetensors")
    project.commit()


def tracked_environment(project: Project) -> None:
    project.write(".env", "DEBUG=1\n")
    project.git("add", "-f", ".env")


def wrong_digest(project: Project) -> None:
    manifest = project.folder / "manifest.sha256"
    data, model = manifest.read_text().splitlines()
    project.write("manifest.sha256", f"{data}\n{'0' * 64}{model[64:]}\n")
    project.commit()


def personal_output(project: Project) -> None:
    shown = stream("mail                    phone\njane.miller@acme-mail.com  +49 30 901820\n")
    project.notebook(*TRAINING, code("rows.head(1)", shown, count=len(TRAINING) + 1))
    project.commit()


def out_of_order(project: Project) -> None:
    counts = [3, *range(1, len(TRAINING))]
    project.notebook(
        *(
            code(source, stream("done\n"), count=number)
            for source, number in zip(TRAINING, counts, strict=True)
        )
    )
    project.commit()


FAULTS: dict[str, Fault] = {
    "DATA-01": answer("personal-data", columns={"mail": "email-address", "mobile": "phone-number"}),
    "DATA-02": personal_output,
    "DATA-03": cell(f"key = '{openai_key()}'"),
    "DATA-04": plain_data,
    "DATA-05": cell("prices = requests.get('http://example.org/prices.csv', timeout=10)"),
    "DATA-06": mode("data/train.parquet", 0o666),
    "DATA-07": tracked_environment,
    "DATA-08": written("data/train.parquet", encrypted(b"changed")),
    "DATA-09": removed("docs/datasheet.md"),
    "DATA-10": answer("schema", metrics={"compared": 1.0, "violations": 3.0}),
    "DATA-11": answer("label-errors", metrics={"flip_rate": 0.2}),
    "DATA-12": answer("split-overlap", metrics={"pairs": 31.0, "share": 0.2}),
    "DATA-13": answer("re-identification", metrics={"k": 1.0, "unique_share": 0.4}),
    "DATA-15": written("data/.ipynb_checkpoints/train-checkpoint.parquet", encrypted()),
    "MODEL-01": written("features.cache", pickle.dumps([1, 2, 3])),
    "MODEL-02": written("weights.part", safetensors() + b"and more"),
    "MODEL-03": cell("import pickle\nold = pickle.load(open('elsewhere.pkl', 'rb'))"),
    "MODEL-04": cell("other = AutoModel.from_pretrained('our-team/base', use_safetensors=True)"),
    "MODEL-05": wrong_digest,
    "MODEL-06": mode("models/credit.safetensors", 0o666),
    "MODEL-07": answer("overfit", "model", metrics={"test_score": 0.5}),
    "MODEL-08": answer("evasion", "model"),
    "MODEL-09": answer("membership-inference", "model", metrics={"auc": 0.83, "tpr_at_fpr_0.01": 0.2}),
    "MODEL-10": answer("memorisation", "model", metrics={"rows_stored": 400.0}),
    "MODEL-11": answer("extraction", "model"),
    "MODEL-12": answer("backdoor", "model"),
    "MODEL-13": out_of_order,
    "MODEL-14": removed("docs/model-card.md"),
    "MODEL-15": removed("bom.cdx.json"),
    "MODEL-16": removed("docs/monitoring.md"),
    "MODEL-17": cell("exec(answer.output_text)"),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return good_place(tmp_path_factory.mktemp("good"))


@pytest.fixture(scope="module")
def before(good: Place) -> dict[str, Outcome]:
    return good.outcomes(*Pillar)


def test_the_good_project_passes_every_control(before: dict[str, Outcome]) -> None:
    asked = {each.id for each in catalogue().controls.values() if each.pillar in PILLARS}
    other = {name: outcome for name, outcome in before.items() if outcome is not Outcome.PASS}
    assert {name: other[name] for name in asked & set(other)} == dict.fromkeys(WAITING, Outcome.UNKNOWN)


@pytest.mark.parametrize("control", sorted(set(FAULTS) - WAITING))
def test_a_fault_turns_its_control_and_no_other(
    control: str, good: Place, before: dict[str, Outcome], tmp_path: Path
) -> None:
    """Of all four pillars."""
    place = good.copy(tmp_path)
    FAULTS[control](place.project)
    after = place.outcomes(*Pillar)
    turned = {name: outcome for name, outcome in after.items() if outcome is not before[name]}
    assert set(turned) == {control}
    assert turned[control] in (Outcome.FAIL, Outcome.ATTENTION)


def test_nothing_passes_in_an_empty_folder(tmp_path: Path) -> None:
    outcomes = empty_project(tmp_path / "empty").outcomes(*PILLARS)
    assert Outcome.PASS not in outcomes.values()
    assert Outcome.FAIL not in outcomes.values()


def test_every_control_that_a_machine_can_answer_has_a_fault(before: dict[str, Outcome]) -> None:
    asked = {
        each.id for each in catalogue().controls.values() if each.pillar in PILLARS and each.probe != "attest"
    }
    assert asked <= set(before)
    assert set(FAULTS) == asked

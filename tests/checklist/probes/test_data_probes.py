"""What the probes of data say besides the plain faults: attention, does not apply, not looked at."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mlsec_nb.checklist.model import Outcome
from mlsec_nb.checklist.probes.at_rest import volume_of
from mlsec_nb.core.finding import Confidence, Finding, Severity, Skipped
from mlsec_nb.core.notebook import Coverage
from mlsec_nb.core.result import Result
from tests.checklist.projects import Project, empty_project, encrypted, measurement
from tests.checklist.situations import NOW
from tests.factories import finding, result, rule, target
from tests.secrets_fakes import openai_key

ATTENTION, FAIL, NOT_APPLICABLE, PASS, UNKNOWN = (
    *(Outcome.ATTENTION, Outcome.FAIL, Outcome.NOT_APPLICABLE),
    *(Outcome.PASS, Outcome.UNKNOWN),
)
READS = "import pandas as pd\nrows = pd.read_csv('data/rows.csv')"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return empty_project(tmp_path / "project")


def declare(project: Project, text: str) -> None:
    project.write("mlsec.toml", f"[checklist.project]\n{text}\n")


def test_a_clean_notebook_has_no_secret(project: Project) -> None:
    project.notebook("x = 1")
    assert project.look("secrets.scan").outcome is PASS


def test_a_secret_in_a_text_file_is_found_and_not_shown(project: Project) -> None:
    project.notebook("x = 1")
    project.write("settings.yaml", f"openai: {openai_key()}\n")
    seen = project.look("secrets.scan")
    assert seen.outcome is FAIL
    assert "settings.yaml" in seen.summary
    assert openai_key() not in repr(seen)


def test_a_secret_in_a_file_that_git_ignores_is_where_it_belongs(project: Project) -> None:
    project.git("init", "-q")
    project.write(".gitignore", ".env\n")
    project.write(".env", f"OPENAI_API_KEY={openai_key()}\n")
    project.notebook("x = 1")
    assert project.look("secrets.scan").outcome is PASS


def test_a_secret_in_a_file_that_git_would_take_fails(project: Project) -> None:
    project.git("init", "-q")
    project.write(".env", f"OPENAI_API_KEY={openai_key()}\n")
    assert project.look("secrets.scan").outcome is FAIL


def test_a_notebook_that_cannot_be_read_does_not_pass(project: Project) -> None:
    project.write("broken.ipynb", b"{ no notebook")
    project.notebook("x = 1")
    for probe in ("secrets.scan", "code.insecure_transport", "code.unsafe_load", "code.llm_output_sink"):
        assert project.look(probe).outcome is UNKNOWN, probe


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("x = 1", NOT_APPLICABLE),
        ("import requests\nrequests.get('https://example.org/a.csv', timeout=9)", PASS),
        ("import requests\nrequests.get('https://example.org/a.csv', verify=False, timeout=9)", FAIL),
        ("!wget http://example.org/data.csv", FAIL),
    ],
)
def test_transport(project: Project, source: str, outcome: Outcome) -> None:
    project.notebook(source)
    assert project.look("code.insecure_transport").outcome is outcome


def test_plain_text_to_a_declared_host_needs_attention(project: Project) -> None:
    project.notebook("import requests\nrequests.get('http://store.internal.acme/a.csv', timeout=9)")
    assert project.look("code.insecure_transport").outcome is FAIL
    declare(project, 'internal_hosts = ["store.internal.acme"]')
    assert project.look("code.insecure_transport").outcome is ATTENTION


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
@pytest.mark.parametrize(
    ("bits", "outcome"), [(0o600, PASS), (0o640, PASS), (0o644, ATTENTION), (0o602, FAIL), (0o666, FAIL)]
)
def test_permissions_of_data(project: Project, bits: int, outcome: Outcome) -> None:
    project.write("data/rows.csv", "a,b\n", mode=bits)
    assert project.look("fs.data_permissions").outcome is outcome


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_data_in_a_folder_that_others_can_write_can_be_exchanged(project: Project) -> None:
    project.write("data/rows.csv", "a,b\n")
    (project.folder / "data").chmod(0o777)
    assert project.look("fs.data_permissions").outcome is FAIL


def tracked(path: str, size: int = 10) -> Callable[[Project], None]:
    def prepare(project: Project) -> None:
        project.write(path, b"a" * size)
        project.git("add", "-f", path)

    return prepare


@pytest.mark.parametrize(
    ("prepare", "outcome"),
    [
        (tracked("readme.md"), PASS),
        (tracked("data/rows.csv"), FAIL),
        (tracked("dump.sql", 200_000), FAIL),
        (tracked("create_tables.sql"), PASS),
        (tracked("id_rsa"), FAIL),
        (tracked("server.key"), FAIL),
        (tracked(".env.example"), PASS),
        (tracked("tests/data/rows.csv"), PASS),
        (tracked("model.safetensors"), ATTENTION),
        (tracked("film.mp4", 6_000_000), ATTENTION),
        (lambda project: project.write("rows.parquet", b"PAR1"), ATTENTION),
    ],
)
def test_tracked_files(project: Project, prepare: Callable[[Project], None], outcome: Outcome) -> None:
    project.git("init", "-q")
    project.write(".gitignore", ".env\n")
    prepare(project)
    assert project.look("repo.tracked_sensitive").outcome is outcome


def test_a_gitignore_that_lets_the_environment_in_needs_attention(project: Project) -> None:
    project.git("init", "-q")
    seen = project.look("repo.tracked_sensitive")
    assert seen.outcome is ATTENTION
    assert ".env" in seen.summary


def test_a_pointer_of_git_lfs_is_no_data(project: Project) -> None:
    project.git("init", "-q")
    project.write(".gitignore", ".env\n")
    project.write("data/rows.csv", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 10\n")
    project.git("add", "-f", "data/rows.csv")
    assert project.look("repo.tracked_sensitive").outcome is PASS


def test_without_a_repository_there_is_nothing_to_track(project: Project) -> None:
    assert project.look("repo.tracked_sensitive").outcome is NOT_APPLICABLE


def test_data_without_any_manifest_fails(project: Project) -> None:
    project.write("data/rows.csv", "a,b\n")
    project.notebook(READS)
    assert project.look("data.manifest_verify").outcome is FAIL


def test_data_beside_the_manifest_needs_attention(project: Project) -> None:
    project.write("data/rows.csv", "a,b\n")
    project.manifest("data/rows.csv")
    project.write("data/more.csv", "a,b\n")
    seen = project.look("data.manifest_verify")
    assert seen.outcome is ATTENTION
    assert "data/more.csv" in seen.summary


def test_data_that_the_manifest_lists_and_that_is_gone_fails(project: Project) -> None:
    project.write("data/rows.csv", "a,b\n")
    project.manifest("data/rows.csv")
    (project.folder / "data/rows.csv").unlink()
    assert project.look("data.manifest_verify").outcome is FAIL


def test_data_of_a_hub_without_a_commit_needs_attention(project: Project) -> None:
    project.notebook("from datasets import load_dataset\nrows = load_dataset('org/rows')")
    assert project.look("data.manifest_verify").outcome is ATTENTION


def test_a_project_without_data_needs_no_manifest(project: Project) -> None:
    project.notebook("x = 1")
    assert project.look("data.manifest_verify").outcome is NOT_APPLICABLE


def test_copies_are_found_by_name_and_by_content(project: Project) -> None:
    project.write("data/rows.csv", "a,b\n1,2\n")
    project.write("elsewhere.csv", "a,b\n1,2\n")
    project.write("data/rows - Copy.csv", "a,b\n")
    seen = project.look("fs.stray_copies")
    assert seen.outcome is ATTENTION
    assert "data/rows - Copy.csv" in seen.summary
    assert seen.counts == {"files": 2}


def test_data_older_than_its_retention_fails(project: Project) -> None:
    rows = project.write("data/rows.csv", "a,b\n")
    project.write(
        "mlsec.toml", '[checklist.inventory.data]\ncolumns = []\npurpose = "x"\nretention_days = 30\n'
    )
    for days, outcome in ((29, PASS), (31, FAIL)):
        seconds = (NOW - timedelta(days=days)).timestamp()
        os.utime(rows, (seconds, seconds))
        assert project.look("fs.stray_copies").outcome is outcome


def test_public_data_needs_no_care(project: Project) -> None:
    project.write("data/rows.csv", "a,b\n")
    declare(project, "data_public = true")
    for probe in ("data.at_rest_evidence", "fs.stray_copies", "data.reid_risk", "model.membership_inference"):
        assert project.look(probe).outcome is NOT_APPLICABLE, probe


MOUNTS = """\
21 1 253:0 / / rw - ext4 /dev/root rw
22 21 8:17 / /media/stick\\0401 rw - ext4 /dev/sdb1 rw
23 21 0:44 / /mnt/share rw - nfs4 server:/ rw
24 21 0:45 / /home/jo/vault rw - fuse.gocryptfs x rw
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder that looks like a system: an encrypted root, a stick, a share, a vault."""
    root = tmp_path / "root"
    for path, text in {
        "proc/self/mountinfo": MOUNTS,
        "sys/dev/block/253:0/dm/uuid": "CRYPT-LUKS2-0123\n",
        "sys/dev/block/8:17/removable": "1\n",
    }.items():
        (root / path).parent.mkdir(parents=True)
        (root / path).write_text(text)
    return root


@pytest.mark.parametrize(
    ("path", "encrypted_volume", "removable"),
    [
        ("/srv/rows.csv", True, False),
        ("/media/stick 1/rows.csv", False, True),
        ("/mnt/share/rows.csv", False, True),
        ("/home/jo/vault/rows.csv", True, False),
    ],
)
def test_volumes(machine: Path, path: str, encrypted_volume: bool, removable: bool) -> None:
    found = volume_of(Path(path), root=machine)
    assert found is not None
    assert (found.encrypted, found.removable) == (encrypted_volume, removable)


def test_encrypted_files_need_no_encrypted_volume(project: Project) -> None:
    project.write("data/rows.parquet", encrypted())
    assert project.look("data.at_rest_evidence").outcome is PASS


def test_a_template_that_nobody_filled_in_is_no_datasheet(project: Project) -> None:
    from mlsec_nb.checklist.documents import template

    project.notebook("from sklearn.svm import SVC\nSVC().fit(x, y)")
    project.write("docs/datasheet.md", template("datasheet"))
    assert project.look("docs.dataset_record").outcome is FAIL
    project.write(
        "docs/datasheet.md", template("datasheet").replace("## Source\n", "## Source\n\nThe bank.\n")
    )
    seen = project.look("docs.dataset_record")
    assert seen.outcome is ATTENTION
    assert "source" not in seen.summary.partition(": ")[2]


def test_measured_probes_say_how_to_measure(project: Project) -> None:
    project.notebook("from sklearn.svm import SVC\nSVC().fit(x, y)")
    for probe in ("data.pii_profile", "data.poison_screen", "data.split_leakage", "data.reid_risk"):
        seen = project.look(probe)
        assert seen.outcome is UNKNOWN, probe
        assert "%mlsec profile" in seen.why


def test_a_personal_column_that_is_no_direct_identifier_needs_attention(project: Project) -> None:
    project.measurements = [measurement("personal-data", columns={"faith": "religion"})]
    assert project.look("data.pii_profile").outcome is ATTENTION


def test_a_table_that_changed_since_needs_attention(project: Project) -> None:
    project.measurements = [
        measurement("personal-data", at=NOW - timedelta(days=2)),
        measurement("digest", digest="ef" * 32),
    ]
    assert project.look("data.pii_profile").outcome is ATTENTION


def test_a_schema_that_no_table_was_compared_with_needs_attention(project: Project) -> None:
    project.write("schema.json", "{}")
    assert project.look("data.schema_gate").outcome is ATTENTION


def test_a_screen_with_a_mild_finding_needs_attention(project: Project) -> None:
    project.measurements = [
        measurement("label-errors", metrics={"flip_rate": 0.001}),
        measurement("backdoor", worst=Severity.MEDIUM, findings=1),
    ]
    assert project.look("data.poison_screen").outcome is ATTENTION


def test_a_screen_that_is_missing_needs_attention(project: Project) -> None:
    project.measurements = [measurement("label-errors", metrics={"flip_rate": 0.001})]
    seen = project.look("data.poison_screen")
    assert seen.outcome is ATTENTION
    assert "backdoor" in seen.summary


def test_a_question_that_could_not_be_asked_says_why(project: Project) -> None:
    project.notebook("from sklearn.svm import SVC\nSVC().fit(x, y)")
    project.measurements = [measurement("label-errors", skipped="there is no column `y`")]
    seen = project.look("data.poison_screen")
    assert seen.outcome is UNKNOWN
    assert "there is no column `y`" in seen.why


def test_tables_without_personal_data_need_no_measure_of_it(project: Project) -> None:
    project.measurements = [measurement("personal-data")]
    assert project.look("data.reid_risk").outcome is NOT_APPLICABLE


def test_personal_data_without_columns_that_identify_together_needs_attention(project: Project) -> None:
    project.measurements = [
        measurement("personal-data", columns={"mail": "email-address"}),
        measurement("re-identification"),
    ]
    assert project.look("data.reid_risk").outcome is ATTENTION


def test_a_strong_column_is_no_leak_and_a_grave_finding_is(project: Project) -> None:
    overlap = measurement("split-overlap", metrics={"pairs": 0.0, "share": 0.0})
    for severity, outcome in ((Severity.LOW, PASS), (Severity.HIGH, FAIL)):
        project.measurements = [overlap, measurement("target-leakage", worst=severity, findings=1)]
        assert project.look("data.split_leakage").outcome is outcome


def test_limits_of_the_project_count(project: Project) -> None:
    project.measurements = [
        measurement("re-identification", metrics={"k": 8.0, "unique_share": 0.0}),
    ]
    assert project.look("data.reid_risk").outcome is PASS
    project.write("mlsec.toml", '[checklist.thresholds."data.reid_risk"]\nmin_k = 10\n')
    assert project.look("data.reid_risk").outcome is FAIL


PRIVACY = rule(id="MLS601", name="contact-data", engine="privacy", controls=("DATA-02",))


def shown(*findings: Finding, outputs: int = 2, **more: Any) -> Result:
    """What a scan says of one notebook, its privacy engine included."""
    read = target(*findings, coverage=Coverage(cells=3, outputs=outputs), **more)
    return result(read, rules=(PRIVACY,))


def contact(**more: Any) -> Finding:
    return finding(rule="MLS601", name="contact-data", engine="privacy", controls=("DATA-02",), **more)


@pytest.mark.parametrize(
    ("scanned", "outcome"),
    [
        (shown(), PASS),
        (shown(contact()), FAIL),
        (shown(contact(confidence=Confidence.LOW)), ATTENTION),
        (shown(outputs=0), NOT_APPLICABLE),
        (shown(skipped=(Skipped("cell 3 output 1", "it is too large"),)), UNKNOWN),
        (result(target()), UNKNOWN),
        (result(), UNKNOWN),
    ],
)
def test_personal_data_in_outputs(project: Project, scanned: Result, outcome: Outcome) -> None:
    project.more = {"scan": lambda: scanned}
    assert project.look("notebook.output_pii").outcome is outcome

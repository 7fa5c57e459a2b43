"""Project folders for tests: one that does everything right, to which a test adds its fault.

    project = good_project(tmp_path)
    (project.folder / ".env").write_text("...")
    outcomes = project.outcomes()

What belongs to a pillar is written by a function of its own; a fault is made after :func:`good_project`.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from mlsec_nb.batch.run import scan_many
from mlsec_nb.checklist.documents import TEMPLATES, template
from mlsec_nb.checklist.files import Files
from mlsec_nb.checklist.model import Outcome
from mlsec_nb.checklist.probes import probes, run_probe
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.core.finding import Severity
from mlsec_nb.core.measured import Measurement
from mlsec_nb.core.result import Result
from mlsec_nb.options import Options
from tests.checklist.situations import NOW
from tests.notebooks import code, content

CATALOGUE = Path(__file__).parents[2] / "mlsec_nb" / "checklist" / "catalogue"
TRAINING = (
    "import numpy as np\nimport pandas as pd\nfrom sklearn.linear_model import LogisticRegression\n"
    "from safetensors.numpy import save_file",
    "rows = pd.read_csv('data/train.csv')\nrng = np.random.default_rng(7)",
    "model = LogisticRegression(random_state=7).fit(rows[['age', 'income']], rows['paid'])",
    "save_file({'coef': model.coef_}, 'models/credit.safetensors')",
)


@dataclass(kw_only=True)
class Project:
    """A folder and what is to be seen of it; a test changes either."""

    folder: Path
    measurements: list[Measurement] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    params: dict[str, dict[str, Any]] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)

    def situation(self) -> Situation:
        """What probes look at; made new for each call."""
        return Situation(
            **{
                "folder": self.folder,
                "now": NOW,
                "scan": _once(lambda: scan_many([self.folder], Options())),
                "files": Files(self.folder),
                "notebook": self.folder / "train.ipynb",
                "measurements": tuple(self.measurements),
                "settings": self.settings,
                **self.more,
            }
        )

    def look(self, probe: str) -> Any:
        """The observation of one probe."""
        situation = replace(self.situation(), params=self.params.get(probe, {}))
        return run_probe(probes()[probe], situation)

    def outcomes(self, pillars: Iterable[str] = ("data", "model")) -> dict[str, Outcome]:
        """The outcome of every control of these pillars that has a probe."""
        situation = self.situation()
        known = probes()
        return {
            control["id"]: run_probe(
                known[control["probe"]], replace(situation, params=self.params.get(control["probe"], {}))
            ).outcome
            for control in controls(pillars)
            if control["probe"] in known
        }

    def write(self, path: str, text: str | bytes, *, mode: int = 0o600) -> Path:
        """Write a file of the project; folders are made closed to others."""
        target = self.folder / path
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        target.chmod(mode)
        return target

    def notebook(self, *sources: str | dict[str, Any], path: str = "train.ipynb") -> None:
        """Write a notebook that ran from top to bottom."""
        cells = [
            code(source, count=number) if isinstance(source, str) else source
            for number, source in enumerate(sources, 1)
        ]
        self.write(path, content(*cells))

    def manifest(self, *paths: str) -> None:
        """Pin files to the digests that they have now."""
        lines = (f"{_sha256(self.folder / path)}  {path}\n" for path in paths)
        self.write("manifest.sha256", "".join(lines))

    def commit(self, message: str = "Work") -> None:
        """Commit everything that git does not ignore."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def git(self, *arguments: str) -> None:
        """Run git here, as somebody."""
        names = ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME")
        addresses = ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL")
        somebody = {**dict.fromkeys(names, "Jo"), **dict.fromkeys(addresses, "jo@example.org")}
        quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(
            ["git", *arguments], cwd=self.folder, check=True, env={**os.environ, **somebody, **quiet}
        )


def empty_project(folder: Path) -> Project:
    """A folder with nothing in it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    return Project(folder=folder)


def good_project(folder: Path) -> Project:
    """A project in which every control that a machine can answer passes, or does not apply for a reason."""
    project = empty_project(folder / "project")
    project.git("init", "-q", "-b", "main")
    _data_and_model(project)
    _documents(project)
    project.measurements = good_measurements()
    project.commit()
    return project


def controls(pillars: Iterable[str]) -> list[dict[str, Any]]:
    """The controls of these pillars, as the catalogue writes them."""
    files = [CATALOGUE / f"{pillar}.toml" for pillar in pillars]
    return [each for file in files for each in _toml(file)["control"]]


def safetensors(size: int = 8) -> bytes:
    """A small file of weights that holds data only."""
    header = json.dumps({"coef": {"dtype": "F32", "shape": [size], "data_offsets": [0, 4 * size]}}).encode()
    return len(header).to_bytes(8, "little") + header + bytes(4 * size)


def measurement(question: str, kind: str = "dataset", **more: Any) -> Measurement:
    """The answer to a question about ``rows`` or ``model``; without a word, a good one."""
    subject = "rows" if kind == "dataset" else "model"
    defaults = {"subject": subject, "digest": "ab" * 32, "at": NOW - timedelta(days=1)}
    return Measurement(**{**defaults, "kind": kind, "question": question, **more})


def good_measurements() -> list[Measurement]:
    """Every question about the table and the model, answered well."""
    data = {
        "personal-data": {},
        "identifiers": {},
        "schema": {},
        "label-errors": {"flip_rate": 0.001},
        "backdoor": {},
        "duplicates": {"pairs": 0.0},
        "outliers": {},
        "split-overlap": {"pairs": 0.0},
        "target-leakage": {},
        "re-identification": {"k": 12.0, "unique_share": 0.0},
    }
    model = {
        "membership-inference": {"auc": 0.52, "tpr_at_fpr_0.01": 0.012},
        "attribute-inference": {},
        "memorisation": {"rows_stored": 0.0},
        "extraction": {},
        "evasion": {"median_l2_at_500": 2.5, "failure_rate": 0.0},
        "overfit": {"gap": 0.01, "test_accuracy": 0.93},
        "calibration": {"ece": 0.02},
        "backdoor": {},
    }
    return [measurement(name, metrics=metrics) for name, metrics in data.items()] + [
        measurement(name, "model", metrics=metrics, digest="cd" * 32) for name, metrics in model.items()
    ]


def worst(measured: Measurement, severity: Severity = Severity.HIGH, **more: Any) -> Measurement:
    """The same question with a bad answer."""
    return replace(measured, worst=severity, findings=1, **more)


def _data_and_model(project: Project) -> None:
    project.write("data/train.csv", "age,income,paid\n34,2100,1\n51,3900,0\n")
    project.write("models/credit.safetensors", safetensors())
    project.manifest("data/train.csv", "models/credit.safetensors")
    project.write(
        "schema.json", json.dumps({"columns": {"age": "int64", "income": "int64", "paid": "int64"}})
    )
    project.write(
        ".gitignore", "data/\nmodels/\n.env*\n*.pem\n*.key\n*.csv\n*.parquet\n*.sqlite\n*.pkl\n*.pt\n"
    )
    project.write("requirements.lock", f"numpy==2.4.0 \\\n    --hash=sha256:{'0' * 64}\n")
    project.notebook(*TRAINING)
    digest = _sha256(project.folder / "models/credit.safetensors")
    project.write("bom.cdx.json", json.dumps(bill_of_materials(digest)))
    project.settings = {
        "project": {"released": True, "deployed": True, "publishers": ["our-team"]},
        "inventory": {
            "data/train.csv": {"purpose": "decide on credit", "columns": [], "retention_days": 3650}
        },
    }
    project.params = {"model.acceptance": {"min": {"test_accuracy": 0.9}, "max": {"ece": 0.1}}}


def bill_of_materials(digest: str) -> dict[str, Any]:
    """A CycloneDX document that lists a package, a data set and a model."""
    hashes = [{"alg": "SHA-256", "content": digest}]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "components": [
            {"type": "library", "name": "numpy", "version": "2.4.0", "purl": "pkg:pypi/numpy@2.4.0"},
            {"type": "data", "name": "data/train.csv"},
            {"type": "machine-learning-model", "name": "models/credit.safetensors", "hashes": hashes},
        ],
    }


def _documents(project: Project) -> None:
    digest = _sha256(project.folder / "models/credit.safetensors")
    for name, path in TEMPLATES.items():
        project.write(path, filled_in(template(name), digest))
    monitoring = (
        "# Monitoring\n\n## Reference profile\n\nQuantiles of each input are stored with the release.\n\n"
        "## Alerts\n\nDrift above 0.2 or a jump in requests wakes the owner.\n\n## Owner\n\nJo.\n"
    )
    project.write("docs/monitoring.md", monitoring)


def filled_in(text: str, digest: str = "") -> str:
    """A template in which somebody wrote under every heading."""
    written = text.replace("<YYYY-MM-DD>", f"{NOW - timedelta(days=30):%Y-%m-%d}").replace("<name>", "Jo")
    lines = []
    for line in written.splitlines():
        lines.append(line)
        if line.startswith("## "):
            lines += ["", f"We wrote down what we know about this. SHA-256 {digest}", ""]
    return "\n".join(lines)


def _once(make: Callable[[], Result]) -> Callable[[], Result]:
    made: list[Result] = []

    def scan() -> Result:
        if not made:
            made.append(make())
        return made[0]

    return scan


def _toml(path: Path) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    return tomllib.loads(path.read_text("utf-8"))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

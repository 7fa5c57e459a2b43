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
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from mlsec_nb.checklist.documents import TEMPLATES, template
from mlsec_nb.checklist.files import Files
from mlsec_nb.checklist.look import Looking, look
from mlsec_nb.checklist.model import Observation, Outcome, Profile
from mlsec_nb.checklist.probes import probes, run_probe
from mlsec_nb.checklist.project import load_project
from mlsec_nb.checklist.scanning import ProjectScan
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.core.measured import Measurement
from mlsec_nb.core.pillar import Pillar
from mlsec_nb.options import Options
from tests.checklist.situations import NOW
from tests.notebooks import code, content, stream

LOCKED = {"numpy": "2.4.0"}
REVIEWED = "Work\n\nReviewed-by: Mo <mo@example.org>"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
TRAINING = (
    "import numpy as np\nimport pandas as pd\nimport requests\nfrom openai import OpenAI\n"
    "from safetensors.numpy import save_file\nfrom sklearn.linear_model import LogisticRegression\n"
    "from transformers import AutoModel",
    "rows = pd.read_parquet('data/train.parquet')\nrng = np.random.default_rng(7)",
    "rates = requests.get('https://example.org/rates.json', timeout=10).json()",
    f"base = AutoModel.from_pretrained('our-team/base', revision='{COMMIT}', use_safetensors=True)",
    "model = LogisticRegression(random_state=7).fit(rows[['age', 'income']], rows['paid'])",
    "save_file({'coef': model.coef_}, 'models/credit.safetensors')",
    "answer = OpenAI().responses.create(model='small', input='Name three risks of credit models.')",
)
"""A notebook that reads, fetches, trains, saves and asks a language model, all of it as one should."""

CONFIG = """
[checklist]
profile = "full"

[checklist.project]
released = true
deployed = true
publishers = ["our-team"]

[checklist.inventory."data/train.parquet"]
purpose = "decide on credit"
columns = ["mail"]
retention_days = 3650

[checklist.thresholds."model.acceptance"]
min = { test_score = 0.9 }
max = { ece = 0.1 }
"""


@dataclass(kw_only=True)
class Project:
    """A folder and what is to be seen of it; a test changes either."""

    folder: Path
    measurements: list[Measurement] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    def situation(self) -> Situation:
        """What probes look at; made new for each call."""
        project = load_project(self.folder, today=NOW.date())
        return Situation(
            **{
                "folder": self.folder,
                "now": NOW,
                "scan": ProjectScan(self.folder, Options()),
                "files": Files(self.folder),
                "notebook": self.folder / "train.ipynb",
                "measurements": tuple(self.measurements),
                "decisions": project.decisions,
                "settings": project.settings,
                **self.more,
            }
        )

    def look(self, probe: str) -> Observation:
        """The observation of one probe."""
        thresholds = load_project(self.folder, today=NOW.date()).thresholds
        return run_probe(probes()[probe], replace(self.situation(), params=thresholds.get(probe, {})))

    def outcomes(self, *pillars: Pillar) -> dict[str, Outcome]:
        """The outcome of every control of these pillars that a probe answers."""
        project = load_project(self.folder, today=NOW.date())
        controls = [each for each in project.asked(Profile.FULL) if each.pillar in pillars]
        how = Looking(thresholds=project.thresholds, demand=True)
        return {each.control: each.observation.outcome for each in look(controls, self.situation(), how)}

    def change(self, measured: str, kind: str = "dataset", **more: Any) -> None:
        """Answer a question about the table, or the model, in another way."""
        wanted = (kind, measured)
        self.measurements = [
            replace(each, **more) if (each.kind, each.question) == wanted else each
            for each in self.measurements
        ]

    def write(self, path: str, text: str | bytes, *, mode: int = 0o600) -> Path:
        """Write a file of the project; folders are made closed to others."""
        target = self.folder / path
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        target.chmod(mode)
        return target

    def notebook(self, *sources: str | dict[str, Any], path: str = "train.ipynb") -> None:
        """Write a notebook that ran from top to bottom; cells that are given as text print that they did."""
        cells = [
            code(source, stream("done\n"), count=number) if isinstance(source, str) else source
            for number, source in enumerate(sources, 1)
        ]
        self.write(path, content(*cells))

    def manifest(self, *paths: str) -> None:
        """Pin files to the digests that they have now."""
        lines = (f"{_sha256(self.folder / path)}  {path}\n" for path in paths)
        self.write("manifest.sha256", "".join(lines))

    def lock(self, packages: Mapping[str, str]) -> None:
        """Fix packages with digests, and list them in the bill of materials."""
        lines = [f"{name}=={version} --hash=sha256:{'0' * 64}\n" for name, version in packages.items()]
        self.write("requirements.lock", "".join(lines))
        digest = _sha256(self.folder / "models/credit.safetensors")
        self.write("bom.cdx.json", json.dumps(bill_of_materials(digest, packages)))

    def commit(self, message: str = REVIEWED) -> None:
        """Commit everything that git does not ignore."""
        self.git("add", "-A")
        self.git("commit", "-q", "--no-verify", "--allow-empty", "-m", message)

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
        "identifiers": {},
        "schema": {"compared": 1.0, "violations": 0.0},
        "label-errors": {"flip_rate": 0.001},
        "backdoor": {},
        "duplicates": {"pairs": 0.0},
        "outliers": {},
        "split-overlap": {"pairs": 0.0, "share": 0.0},
        "target-leakage": {},
        "re-identification": {"k": 12.0, "unique_share": 0.0},
    }
    model = {
        "membership-inference": {"auc": 0.52, "tpr_at_fpr_0.01": 0.012},
        "attribute-inference": {"age_gain": 0.01},
        "memorisation": {"rows_stored": 0.0},
        "extraction": {"agreement_labels_at_500": 0.7},
        "evasion": {"median_l2_at_500": 2.5, "failure_rate": 0.0},
        "overfit": {"gap": 0.01, "test_score": 0.93},
        "calibration": {"ece": 0.02},
        "backdoor": {},
    }
    return [
        measurement("personal-data", columns={"mail": "email-address"}),
        *(measurement(name, metrics=metrics) for name, metrics in data.items()),
        *(measurement(name, "model", metrics=metrics, digest="cd" * 32) for name, metrics in model.items()),
    ]


def encrypted(content: bytes = b"") -> bytes:
    """What a Parquet file with an encrypted footer looks like from outside."""
    return b"PARE" + content + bytes(64) + b"PARE"


def _data_and_model(project: Project) -> None:
    project.write("data/train.parquet", encrypted())
    project.write("models/credit.safetensors", safetensors())
    project.manifest("data/train.parquet", "models/credit.safetensors")
    project.write(
        "schema.json", json.dumps({"columns": {"age": "int64", "income": "int64", "paid": "int64"}})
    )
    project.write(
        ".gitignore", "data/\nmodels/\n.env*\n*.pem\n*.key\n*.csv\n*.parquet\n*.sqlite\n*.pkl\n*.pt\n"
    )
    project.notebook(*TRAINING)
    project.write("mlsec.toml", CONFIG)
    project.lock(LOCKED)


def bill_of_materials(digest: str, packages: Mapping[str, str] = LOCKED) -> dict[str, Any]:
    """A CycloneDX document that lists packages, a data set and a model."""
    hashes = [{"alg": "SHA-256", "content": digest}]
    libraries = [{"type": "library", "name": name, "version": version} for name, version in packages.items()]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "components": [
            *libraries,
            {"type": "data", "name": "data/train.parquet"},
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


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

"""A good project in a good place: its repository, its people, the machine and the server it is worked on.

place = good_place(tmp_path)
place.project.write("CODEOWNERS", "")
outcomes = place.outcomes()
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from mlsec_nb.checklist.model import Outcome, Profile, Run
from mlsec_nb.checklist.situation import KernelFacts, ServerFacts
from mlsec_nb.core.pillar import Pillar
from tests.checklist.advisories.osv import record
from tests.checklist.facts import kernel, server
from tests.checklist.machines import machine
from tests.checklist.projects import COMMIT, Project, good_project
from tests.checklist.situations import NOW

PACKAGES = {
    "numpy": "2.4.0",
    "openai": "2.9.0",
    "pandas": "3.0.1",
    "requests": "2.33.0",
    "safetensors": "0.7.0",
    "scikit_learn": "1.9.0",
    "transformers": "5.3.0",
    "jupyter_server": "2.21.1",
}
FILES = {
    "proc/self/cgroup": "0::/\n",
    "sys/fs/cgroup/memory.max": "8589934592\n",
}
KERNEL = {"argv": ["python", "-m", "ipykernel_launcher"], "language": "python"}
WORKFLOW = f"""on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
    - uses: actions/checkout@{COMMIT}
    - run: mlsec-nb checklist
"""
PRE_COMMIT = "repos:\n- repo: https://example.org/mlsec-nb\n  hooks:\n  - id: mlsec-nb\n"
STARTUP = """
[checklist.thresholds."server.startup_inventory"]
approved = ["server:mlsec_nb@1.0"]

[checklist.thresholds."env.vulnerabilities"]
snapshot = "advisories.json"
"""
PILLARS = (Pillar.INFRASTRUCTURE, Pillar.HUMAN)


@dataclass(kw_only=True)
class Place:
    """Where a project is worked on; a test changes any of it."""

    base: Path
    project: Project
    machine: dict[str, Any] = field(default_factory=dict)
    server: ServerFacts = field(default_factory=lambda: server(extensions={"mlsec_nb": True}))
    kernel: KernelFacts = field(default_factory=kernel)
    runs: tuple[Run, ...] = ()

    def outcomes(self, *pillars: Pillar) -> dict[str, Outcome]:
        """The outcome of every control of these pillars (default: the two around) that a probe answers."""
        self.project.more = self.facts()
        return self.project.outcomes(*(pillars or PILLARS))

    def facts(self) -> dict[str, Any]:
        """What machine, server, kernel and history say, as a situation takes it."""
        settings = {"files": FILES, "packages": PACKAGES, **self.machine}
        versions = {"mlsec-nb": "1.0", **self.server.versions}
        return {
            "machine": machine(self.base, **settings),
            "server": replace(self.server, versions=versions),
            "kernel": self.kernel,
            "runs": self.runs,
        }

    def copy(self, base: Path) -> Place:
        """The same place elsewhere."""
        shutil.copytree(self.base, base, dirs_exist_ok=True, symlinks=True)
        project = Project(folder=base / "project", measurements=list(self.project.measurements))
        return Place(base=base, project=project, runs=self.runs)


def run(days: float, **more: Any) -> Run:
    """A run of the checklist, some days ago."""
    defaults = {"id": "r", "tool": "0", "catalogue": "0", "profile": Profile.FULL, "trigger": "manual"}
    return Run(**{**defaults, "at": NOW - timedelta(days=days), **more})


def good_place(base: Path) -> Place:
    """A place in which every control of infrastructure and people passes, or does not apply for a reason."""
    project = good_project(base)
    project.git("config", "user.email", "ann@example.org")
    project.git("remote", "add", "origin", "https://git.example/credit.git")
    _repository(project)
    _packages(project, PACKAGES)
    for path in ("data/train.parquet", "models/credit.safetensors"):
        os.utime(project.folder / path, (0, (NOW - timedelta(days=60)).timestamp()))
    project.commit()
    project.write(".git/hooks/pre-commit", "#!/bin/sh\nexec pre-commit run\n", mode=0o755)
    return Place(base=base, project=project, runs=(run(3),))


def _repository(project: Project) -> None:
    files = {
        "CODEOWNERS": "* @jo @mo\n",
        "SECURITY.md": "# Security\n\nWrite to security@example.org.\n",
        ".pre-commit-config.yaml": PRE_COMMIT,
        ".github/workflows/check.yml": WORKFLOW,
    }
    for path, text in files.items():
        project.write(path, text)
    plan = project.folder / "docs/incident-plan.md"
    plan.write_text(plan.read_text().replace("<which>", "leaked key"))
    config = (project.folder / "mlsec.toml").read_text()
    project.write("mlsec.toml", config + STARTUP)


def _packages(project: Project, packages: Mapping[str, str]) -> None:
    project.lock(packages)
    advisories = [record("GHSA-0", "something-else"), record("GHSA-1", "numpy", fixed="2.0")]
    project.write("advisories.json", json.dumps({"vulns": advisories}))

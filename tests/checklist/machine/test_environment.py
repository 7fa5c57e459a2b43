"""An environment read from disk: kind, version, packages and where they came from."""

from __future__ import annotations

import json
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest

from mlsec_nb.checklist.machine.environment import Environment, normalised
from tests.checklist.machines import machine, write


def test_running_environment_has_what_the_standard_library_finds() -> None:
    environment = Environment.running()
    known = {normalised(found.name): found.version for found in distributions()}
    assert environment.versions["pytest"] == known["pytest"]
    assert environment.versions.keys() == known.keys()
    assert environment.version == sys.version_info[:3]


def test_another_interpreter_is_read_and_not_started(tmp_path: Path) -> None:
    environment = machine(tmp_path, packages={"Flask_SQLAlchemy": "3.1.1"}).environment
    assert (environment.kind, environment.version) == ("venv", (3, 12, 1))
    assert environment.versions == {"flask-sqlalchemy": "3.1.1"}


COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("said", "source", "fixed"),
    [
        ({"vcs_info": {"vcs": "git", "commit_id": COMMIT, "requested_revision": COMMIT}}, "repository", True),
        (
            {"vcs_info": {"vcs": "git", "commit_id": COMMIT, "requested_revision": "main"}},
            "repository",
            False,
        ),
        ({"archive_info": {"hash": "sha256=00"}}, "archive", True),
        ({"archive_info": {"hashes": {}, "other": 1}}, "archive", False),
        ({"dir_info": {"editable": True}}, "local", True),
        ([], "index", True),
    ],
)
def test_where_a_package_came_from(tmp_path: Path, said, source, fixed) -> None:
    user = "https://name:word" + "@host.example/x"
    place = machine(tmp_path, packages={"pkg": "1.0"}).environment.packages[0].record / "direct_url.json"
    write(place, json.dumps({"url": user, **said} if isinstance(said, dict) else said))
    (package,) = machine(tmp_path).environment.packages
    assert (package.source, package.fixed) == (source, fixed)
    assert "name" not in package.host

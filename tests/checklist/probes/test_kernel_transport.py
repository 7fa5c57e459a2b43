"""How messages of kernels travel, and the files with their keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checklist.facts import GOOD_CONNECTION, kernel, server
from tests.checklist.machines import write
from tests.checklist.probes.look import ATTENTION, FAIL, NOT_APPLICABLE, PASS, UNKNOWN, look


@pytest.mark.parametrize(
    ("connection", "outcome"),
    [
        ({}, PASS),
        ({"encrypted": False}, ATTENTION),
        ({"encrypted": False, "transport": "ipc", "ip": "/run/kernel-ipc"}, PASS),
        ({"encrypted": False, "ip": "10.0.0.5"}, FAIL),
        ({"encrypted": False, "ip": "0.0.0.0"}, FAIL),
        ({"signed": False}, FAIL),
        ({"readable": "others", "mode": "0644"}, FAIL),
    ],
)
@pytest.mark.parametrize("from_server", [False, True])
def test_connection(tmp_path: Path, connection, outcome, from_server) -> None:
    each = {**GOOD_CONNECTION, **connection}
    facts = {"server": server(kernels=(each,))} if from_server else {"kernel": kernel(connection)}
    assert look("kernel.transport", tmp_path, **facts).outcome is outcome


def runtime(base: Path, mode: int) -> Path:
    folder = base / "home/.local/share/jupyter/runtime"
    write(folder / "jpserver-7-open.html", "", mode=0o644)
    folder.chmod(mode)
    return folder


def test_runtime_folder_of_the_owner_only(tmp_path: Path) -> None:
    runtime(tmp_path, 0o700)
    seen = look("kernel.transport", tmp_path, kernel=kernel())
    assert seen.outcome is PASS
    assert any("0700" in e.summary for e in seen.evidence)


def test_open_runtime_folder_is_worse_when_its_way_is_open(tmp_path: Path) -> None:
    """``jpserver-*-open.html`` holds the token and is readable itself; only folders protect it."""
    folder = runtime(tmp_path, 0o755)
    ways = [parent for parent in folder.parents if parent.is_relative_to(tmp_path)]
    ways[-1].chmod(0o700)
    assert look("kernel.transport", tmp_path, kernel=kernel()).outcome is ATTENTION
    for parent in ways:
        parent.chmod(0o755)
    reachable = all(parent.stat().st_mode & 0o001 for parent in tmp_path.parents)
    expected = FAIL if reachable else ATTENTION
    assert look("kernel.transport", tmp_path, kernel=kernel()).outcome is expected
    assert look("kernel.transport", tmp_path).outcome is (FAIL if reachable else UNKNOWN)


def test_platforms(tmp_path: Path) -> None:
    assert look("kernel.transport", tmp_path, kernel=kernel(front_end="colab")).outcome is NOT_APPLICABLE
    assert look("kernel.transport", tmp_path).outcome is UNKNOWN

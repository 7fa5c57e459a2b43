"""The doctor: a sound installation, and each way in which one can be broken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from mlsec_nb import __version__
from mlsec_nb.frontends.cli import main
from mlsec_nb.frontends.cli.doctor import folders, jupyter, kernels, package, project
from mlsec_nb.frontends.cli.doctor.check import Check, State


def write(path: Path, content: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def server(folder: Path, enabled: object) -> list[Path]:
    """Jupyter's configuration with the server extension on or off."""
    extensions = {} if enabled is None else {"mlsec_nb": enabled}
    content = {"ServerApp": {"jpserver_extensions": extensions}}
    write(folder / "jupyter_server_config.d" / "mlsec_nb.json", content)
    return [folder]


def panel(folder: Path, *, version: str = __version__, built: bool = True) -> list[Path]:
    """A folder of extensions with the panel in it."""
    about = {"version": version, "jupyterlab": {"_build": {"load": "static/remoteEntry.js"}}}
    write(folder / "mlsec-nb" / "package.json", about)
    if built:
        write(folder / "mlsec-nb" / "static" / "remoteEntry.js", "")
    return [folder]


def is_broken(check: Check, seen: str, mend: str) -> None:
    assert check.state is State.BROKEN
    assert seen in check.seen
    assert mend in check.mend


def test_server_extension_that_is_on_is_fine(tmp_path: Path) -> None:
    assert jupyter.server_extension(server(tmp_path, True)).state is State.FINE


@pytest.mark.parametrize(("enabled", "seen"), [(None, "does not know"), (False, "switched off")])
def test_server_extension_that_is_off_is_broken(tmp_path: Path, enabled: object, seen: str) -> None:
    is_broken(jupyter.server_extension(server(tmp_path, enabled)), seen, "jupyter server extension enable")


def test_the_nearest_configuration_of_the_server_counts(tmp_path: Path) -> None:
    near, far = server(tmp_path / "user", False), server(tmp_path / "system", True)
    assert jupyter.server_extension([*near, *far]).state is State.BROKEN
    assert jupyter.server_extension([*far, *near]).state is State.FINE


def test_configuration_of_the_server_that_is_no_json_counts_nothing_as_for_jupyter(tmp_path: Path) -> None:
    write(server(tmp_path, True)[0] / "jupyter_server_config.d" / "mlsec_nb.json", "{")
    is_broken(jupyter.server_extension([tmp_path]), "does not know", "jupyter server extension enable")


def test_built_panel_is_fine(tmp_path: Path) -> None:
    assert jupyter.lab_extension(panel(tmp_path), []).state is State.FINE


def test_panel_that_is_missing_or_not_built_or_older_is_broken(tmp_path: Path) -> None:
    is_broken(jupyter.lab_extension([tmp_path], []), "not where", "Install it again")
    is_broken(jupyter.lab_extension(panel(tmp_path / "a", built=False), []), "not built", "Install it again")
    is_broken(jupyter.lab_extension(panel(tmp_path / "b", version="0.0.1"), []), "0.0.1", "Install it again")


def test_panel_that_is_switched_off_is_broken(tmp_path: Path) -> None:
    write(tmp_path / "labconfig" / "page_config.json", {"disabledExtensions": {"mlsec-nb": True}})
    is_broken(jupyter.lab_extension(panel(tmp_path), [tmp_path]), "switched off", "labextension enable")


def test_kernel_of_this_environment_is_fine() -> None:
    for program in ("python", sys.executable):
        assert kernels.kernel("python3", {"argv": [program]}).state is State.FINE


def test_kernel_without_interpreter_is_broken(tmp_path: Path) -> None:
    spec = {"argv": [str(tmp_path / "bin" / "python")]}
    is_broken(kernels.kernel("old", spec), "does not exist", "jupyter kernelspec remove old")


def test_kernel_without_the_package_is_told_how_to_get_it(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "other"], check=True)
    python = tmp_path / "other" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    check = kernels.kernel("other", {"argv": [str(python)]})
    assert check.state is State.ADVICE
    assert "has no mlsec-nb" in check.seen
    assert str(python) in check.mend


def test_kernel_that_is_started_by_something_else_is_not_run(tmp_path: Path) -> None:
    script = write(tmp_path / "start.sh", f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    script.chmod(0o755)
    assert kernels.kernel("remote", {"argv": [str(script)]}).state is State.ADVICE
    assert not (tmp_path / "ran").exists()


def test_configuration_that_means_nothing_is_broken(tmp_path: Path) -> None:
    assert project.configuration(tmp_path).state is State.FINE
    write(tmp_path / "mlsec.toml", 'fail-on = "never"')
    is_broken(project.configuration(tmp_path), "fail-on", "Use info")
    write(tmp_path / "mlsec.toml", '[guard]\ncells = "maybe"')
    is_broken(project.configuration(tmp_path), "[guard]", "There are")


def test_hooks_that_are_missing_named_only_or_installed(tmp_path: Path) -> None:
    def state() -> State:
        return next(iter(project.hooks(tmp_path))).state

    assert state() is State.FINE  # no repository
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    assert state() is State.ADVICE
    write(tmp_path / ".pre-commit-config.yaml", "entry: mlsec-nb scan --quiet")
    assert state() is State.BROKEN
    write(tmp_path / ".git" / "hooks" / "pre-commit", "exec pre-commit hook-impl")
    assert state() is State.FINE


def test_hook_and_filter_of_a_removed_environment_are_broken(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    call = "/gone/bin/python -c 'run()'"
    write(tmp_path / ".git" / "hooks" / "pre-commit", f"#!/bin/sh\n# mlsec-nb\nexec {call} scan --staged\n")
    subprocess.run(["git", "-C", tmp_path, "config", "filter.mlsec.clean", f"{call} filter"], check=True)
    hook, cleaning = project.hooks(tmp_path)
    is_broken(hook, "/gone/bin/python", "install-hooks pre-commit")
    is_broken(cleaning, "/gone/bin/python", "install-hooks filter")


def test_filter_of_git_that_a_clone_does_not_have_is_broken(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    write(tmp_path / ".gitattributes", "*.ipynb filter=mlsec")
    is_broken(list(project.hooks(tmp_path))[1], "does not know", "install-hooks filter")
    subprocess.run(["git", "-C", tmp_path, "config", "filter.mlsec.clean", "mlsec-nb filter"], check=True)
    assert list(project.hooks(tmp_path))[1].state is State.FINE


def test_folders_that_cannot_be_used_are_broken(tmp_path: Path) -> None:
    assert folders.remembered(tmp_path / "new" / "cache").state is State.FINE
    file = write(tmp_path / "file", "")
    is_broken(folders.remembered(file / "cache"), "cannot be made", "XDG_CACHE_HOME")


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_what_fixes_took_out_is_closed_to_others(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert folders.kept(tmp_path).mend == f"Run `chmod 700 {tmp_path}`."
    tmp_path.chmod(0o700)
    assert folders.kept(tmp_path).state is State.FINE


def test_requirements_that_are_missing_or_too_old_are_named() -> None:
    needed = map(Requirement, ("no-such-library>=3", "nbconvert>=99", "google-re2>=99", "jinja2"))
    missing, old, slower = package.required(needed)
    is_broken(missing, "no-such-library is missing", "pip install 'no-such-library>=3'")
    is_broken(old, "is not >=99", "pip install 'nbconvert>=99'")
    assert slower.state is State.ADVICE


def test_extras_are_advice_with_their_purpose() -> None:
    found = {
        check.subject: check for check in package.extras([Requirement("no-such-library; extra == 'ray'")])
    }
    assert found["extra ray"].state is State.ADVICE
    assert "no-such-library" in found["extra ray"].seen
    assert found["extra dask"].state is State.FINE


def test_a_subject_that_fails_costs_that_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    def fails() -> None:
        raise RuntimeError("\x1b[31mcracked")

    monkeypatch.setattr(kernels, "checks", fails)
    assert main(["doctor", "--json"]) == 1
    checks = {check["subject"]: check for check in json.loads(capsys.readouterr().out)["checks"]}
    assert checks["kernels"]["state"] == "broken"
    assert "\x1b" not in checks["kernels"]["seen"]
    assert {"package", "server extension", "lab extension", "configuration", "cache"} <= set(checks)


def test_text_says_how_to_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "mlsec.toml", "what = 1")
    assert main(["doctor"]) == 1
    shown = capsys.readouterr().out
    assert "✗ configuration" in shown
    assert "→ Known: " in shown

"""The probes of packages: lock files of every kind, indexes, assistants."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlsec_nb.checklist.files import Files
from mlsec_nb.checklist.locks import read_locks
from tests.checklist.facts import kernel, server
from tests.checklist.machines import write
from tests.checklist.probes.look import ATTENTION, FAIL, NOT_APPLICABLE, PASS, look
from tests.checklist.situations import situation
from tests.factories import finding, result, target
from tests.notebooks import content

HASH = "0" * 64
NAME = '[[package]]\nname = "numpy"\nversion = "2.4.0"\n'
FILES = f'files = [{{file = "n.whl", hash = "sha256:{HASH}"}}]\n'
OWN = '[[package]]\nname = "project"\nversion = "0.1"\nsource = {editable = "."}\n'
CONDA = "https://conda.example/linux-64/numpy-2.4.0-py312h_0.conda"
LOCKS = {
    "requirements.txt": f"numpy==2.4.0 \\\n    --hash=sha256:{HASH}\n# a comment\n",
    "uv.lock": f'{NAME}sdist = {{hash = "sha256:{HASH}"}}\n{OWN}',
    "poetry.lock": f"{NAME}{FILES}",
    "pdm.lock": f"{NAME}{FILES}",
    "pylock.toml": f"""lock-version = "1.0"
        [[packages]]
        name = "numpy"
        version = "2.4.0"
        [[packages.wheels]]
        hashes = {{sha256 = "{HASH}"}}""",
    "Pipfile.lock": json.dumps({"default": {"numpy": {"version": "==2.4.0", "hashes": [f"sha256:{HASH}"]}}}),
    "conda-lock.yml": f"package:\n- name: numpy\n  version: 2.4.0\n  hash:\n    sha256: {HASH}\n",
    "pixi.lock": f"version: 6\npackages:\n- conda: {CONDA}\n  sha256: {HASH}\n",
    "conda-linux-64.lock": f"@EXPLICIT\n{CONDA}#{'0' * 32}\n",
}


@pytest.mark.parametrize("name", LOCKS)
def test_every_kind_of_lock_file_is_read(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, LOCKS[name])
    (lock,) = read_locks(Files(tmp_path))
    assert (lock.packages["numpy"].version, lock.hashed, set(lock.packages)) == ("2.4.0", True, {"numpy"})


@pytest.mark.parametrize("text", ["", "{", "[[package]]\nname = 1", "\x00", '{"default": []}', "- \n" * 1000])
@pytest.mark.parametrize("name", LOCKS)
def test_broken_lock_files_fix_nothing(tmp_path: Path, name: str, text: str) -> None:
    write(tmp_path / name, text)
    assert all(not lock.hashed for lock in read_locks(Files(tmp_path)))


@pytest.mark.parametrize(
    ("files", "source", "outcome"),
    [
        ({}, "import json", NOT_APPLICABLE),
        ({}, "import numpy", FAIL),
        ({"uv.lock": LOCKS["uv.lock"]}, "import numpy", PASS),
        ({"uv.lock": LOCKS["uv.lock"]}, "import numpy, pandas", ATTENTION),
        ({"requirements.txt": "numpy==2.4.0\n"}, "import numpy", ATTENTION),
        ({"requirements.txt": "numpy>=2\n"}, "import numpy", FAIL),
        ({"requirements.txt": "numpy>=2\n", "uv.lock": LOCKS["uv.lock"]}, "import numpy", PASS),
        ({"environment.yml": "dependencies:\n  - numpy=2.4.0\n"}, "import numpy", ATTENTION),
        ({"environment.yml": "dependencies:\n  - numpy\n"}, "import numpy", FAIL),
        ({"uv.lock": LOCKS["uv.lock"], "helper.py": "x = 1\n"}, "import numpy, helper", PASS),
    ],
)
def test_lock_against_imports(tmp_path: Path, files, source, outcome) -> None:
    for name, text in {**files, "a.ipynb": content(source).decode()}.items():
        write(tmp_path / "project" / name, text)
    seen = look("repo.dependency_lock", tmp_path)
    assert seen.outcome is outcome, seen.summary


def test_other_version_is_installed_than_locked(tmp_path: Path) -> None:
    write(tmp_path / "project/uv.lock", LOCKS["uv.lock"])
    write(tmp_path / "project/a.ipynb", content("import numpy").decode())
    seen = look("repo.dependency_lock", tmp_path, machine={"packages": {"numpy": "2.3.0"}})
    assert seen.outcome is ATTENTION
    assert "2.3.0" in seen.summary


def test_cell_that_installs_without_version_fails(tmp_path: Path) -> None:
    write(tmp_path / "project/uv.lock", LOCKS["uv.lock"])
    found = finding("info", rule="MLS275", controls=("INFRA-08",))
    assert look("repo.dependency_lock", tmp_path, scan=lambda: result(target(found))).outcome is FAIL


COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("name", "text", "outcome"),
    [
        ("requirements.txt", "numpy==1.0\n", PASS),
        ("requirements.txt", "--index-url https://pkgs.corp.example/simple\nnumpy==1.0\n", PASS),
        ("requirements.txt", "--extra-index-url https://pkgs.corp.example/simple\nnumpy==1.0\n", FAIL),
        ("requirements.txt", "--extra-index-url https://download.pytorch.org/whl/cu121\n", ATTENTION),
        ("requirements.txt", "-i http://pkgs.corp.example/simple\n", FAIL),
        ("requirements.txt", "--trusted-host pkgs.corp.example\n", FAIL),
        ("requirements.txt", "pkg @ git+https://git.example/pkg.git@main\n", FAIL),
        ("requirements.txt", f"pkg @ git+https://git.example/pkg.git@{COMMIT}\n", ATTENTION),
        ("pyproject.toml", '[[tool.uv.index]]\nurl = "https://a.example"\nexplicit = true\n', ATTENTION),
        ("uv.toml", 'index-strategy = "unsafe-best-match"\nextra-index-url = ["https://a.example"]\n', FAIL),
        ("pyproject.toml", '[[tool.poetry.source]]\nname = "a"\nurl = "https://a.example"\n', PASS),
        ("pyproject.toml", '[[tool.poetry.source]]\nname = "a"\nurl = "http://a.example"\n', FAIL),
        ("Pipfile", '[[source]]\nurl = "https://a.example"\nverify_ssl = false\n', FAIL),
        ("pyproject.toml", "[tool]\nuv = 1\n", PASS),
    ],
)  # fmt: skip
def test_sources_of_a_project(tmp_path: Path, name, text, outcome) -> None:
    write(tmp_path / "project" / name, text)
    seen = look("env.package_sources", tmp_path)
    assert seen.outcome is outcome, seen.summary


@pytest.mark.parametrize(
    ("environ", "outcome"),
    [
        ({"PIP_EXTRA_INDEX_URL": "https://user:word" + "@pkgs.corp.example/simple"}, FAIL),
        ({"PIP_INDEX_URL": "https://pkgs.corp.example/simple"}, PASS),
        ({"PIP_TRUSTED_HOST": "pkgs.corp.example"}, FAIL),
    ],
)
def test_sources_of_the_machine(tmp_path: Path, environ, outcome) -> None:
    seen = look("env.package_sources", tmp_path, machine={"environ": environ})
    assert seen.outcome is outcome
    assert "user:word" not in repr(seen)


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (
            {"url": "https://git.example/a", "vcs_info": {"commit_id": COMMIT, "requested_revision": "main"}},
            FAIL,
        ),
        (
            {"url": "https://git.example/a", "vcs_info": {"commit_id": COMMIT, "requested_revision": COMMIT}},
            ATTENTION,
        ),
        ({"url": "http://a.example/a.whl", "archive_info": {"hash": "sha256=0"}}, FAIL),
        ({"url": "file:///elsewhere/code", "dir_info": {"editable": True}}, ATTENTION),
    ],
)
def test_sources_of_what_is_installed(tmp_path: Path, said, outcome) -> None:
    place = tmp_path / "venv/lib/python3.12/site-packages/pkg-1.0.dist-info/direct_url.json"
    write(place, json.dumps(said))
    assert look("env.package_sources", tmp_path).outcome is outcome


def test_own_project_may_be_installed_in_place(tmp_path: Path) -> None:
    place = tmp_path / "venv/lib/python3.12/site-packages/own-1.0.dist-info/direct_url.json"
    write(place, json.dumps({"url": (tmp_path / "project").as_uri(), "dir_info": {"editable": True}}))
    assert look("env.package_sources", tmp_path).outcome is PASS


SECRET = lambda: result(target(finding(rule="MLS101", controls=("DATA-03",))))  # noqa: E731


def test_no_assistant(tmp_path: Path) -> None:
    assert look("env.ai_assistants", tmp_path, server=server(), scan=SECRET).outcome is NOT_APPLICABLE


@pytest.mark.parametrize(
    "more",
    [
        {"machine": {"packages": {"jupyter_ai": "3.0"}}},
        {"server": server(extensions={"notebook_intelligence": True})},
        {"kernel": kernel(front_end="colab")},
    ],
)
def test_assistant_is_found(tmp_path: Path, more) -> None:
    assert look("env.ai_assistants", tmp_path, **more).outcome is ATTENTION
    assert look("env.ai_assistants", tmp_path, scan=SECRET, **more).outcome is FAIL


def test_assistant_in_the_code_of_a_notebook(tmp_path: Path) -> None:
    write(tmp_path / "project/a.ipynb", content("%%ai chatgpt\nexplain this").decode())
    assert look("env.ai_assistants", tmp_path).outcome is ATTENTION


def test_local_or_approved_assistant_may_be_near_secrets(tmp_path: Path) -> None:
    own = {"packages": {"jupyter_ai": "3.0"}}
    approved = look(
        "env.ai_assistants", tmp_path, machine=own, scan=SECRET, params={"approved": ["jupyter-ai"]}
    )
    assert approved.outcome is PASS
    said = {"model_provider_id": "ollama:llama3", "api_keys": {"X": "not shown"}}
    write(tmp_path / "home/.local/share/jupyter/jupyter_ai/config.json", json.dumps(said))
    local = look("env.ai_assistants", tmp_path, machine=own, scan=SECRET)
    assert local.outcome is ATTENTION
    assert "not shown" not in repr(local)


def test_situations_of_tests_have_no_settings_of_this_machine(tmp_path: Path) -> None:
    assert situation(tmp_path).params == {}

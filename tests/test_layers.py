"""Imports go down only, and a third-party library enters by its own door."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import mlsec_nb

ROOT = Path(mlsec_nb.__file__).parent
MODULES = sorted(path.relative_to(ROOT) for path in ROOT.rglob("*.py"))

# From the top down; those on one line are strangers to each other.
LAYERS = """
__main__
__init__
frontends
checklist
batch guard fix
scan profiling
ruleset
report suppression loaded
secrets code artifacts profile
privacy policy
notebook
options git clock
errors _version
core
"""
RANKS = {name: rank for rank, line in enumerate(LAYERS.split("\n")) for name in line.split()}

JUPYTER = (
    *("IPython", "google", "ipykernel", "ipywidgets", "jupyter_client", "jupyter_core", "jupyterlab_server"),
    *("jupyter_server", "nbconvert", "tornado", "traitlets"),
)
DOORS = {
    **dict.fromkeys(JUPYTER, ("frontends/",)),
    "IPython": ("frontends/", "__init__.py"),
    "detect_secrets": ("secrets/adapter.py", "secrets/plugins/"),
    **dict.fromkeys(("h5py", "lz4", "model_signing", "py7zr", "zstandard"), ("artifacts/",)),
    "jinja2": ("report/", "profile/page/"),
    "markupsafe": ("profile/page/",),
    **dict.fromkeys(("matplotlib", "numpy", "scipy", "sklearn", "threadpoolctl"), ("profile/",)),
    "matplotlib": ("profile/", "frontends/widgets/"),
    "nbformat": ("notebook/read.py",),
    "distributed": ("batch/backends.py",),
    "joblib": ("batch/backends.py", "profile/"),
    "fsspec": ("batch/discover/urls.py",),
    "orjson": ("notebook/read.py", "batch/stored.py"),
    "pyarrow": ("report/table.py",),
    "packaging": ("checklist/versions.py", "frontends/cli/doctor/package.py"),
    "ray": ("batch/backends.py",),
    "re2": ("guard/outputs.py", "secrets/"),
    "tomli": ("options.py",),
    "tomllib": ("options.py",),  # in the standard library from 3.11 on
    "yaml": ("checklist/yaml.py",),
}


def imported(module: Path) -> Iterator[tuple[str, ...]]:
    """Every import of a module, as the parts of its dotted name."""
    for node in ast.walk(ast.parse((ROOT / module).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (tuple(alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((*(node.module or "").split("."), alias.name) for alias in node.names)


def test_imports_go_down_only() -> None:
    for module in MODULES:
        own = module.with_suffix("").parts
        for name in (parts[1] for parts in imported(module) if parts[0] == "mlsec_nb"):
            assert name == own[0] or RANKS.get(name, 0) > RANKS[own[0]], f"{module} imports {name}"


def test_faces_are_strangers_to_each_other() -> None:
    for module in MODULES:
        own = module.with_suffix("").parts
        for parts in imported(module):
            if own[0] == "frontends" and parts[:2] == ("mlsec_nb", "frontends"):
                assert parts[2] == own[1], f"{module} imports {'.'.join(parts)}"


def test_third_party_libraries_enter_by_their_door() -> None:
    own_names = {*sys.stdlib_module_names, "mlsec_nb"}
    for module in MODULES:
        for library in {parts[0] for parts in imported(module)} - own_names:
            assert module.as_posix().startswith(DOORS.get(library, ())), f"{module} imports {library}"


def test_importing_and_asking_the_version_load_nothing_heavy() -> None:
    for statement in ("import mlsec_nb", "from mlsec_nb.frontends.cli import main"):
        check = f"import sys; before = set(sys.modules); {statement}; print(*set(sys.modules) - before)"
        loaded = subprocess.run(
            [sys.executable, "-c", check], capture_output=True, text=True, check=True
        ).stdout
        names = {name.split(".")[0] for name in loaded.split()} - {*sys.stdlib_module_names, "mlsec_nb"}
        assert not names, f"{statement} loads {names}"

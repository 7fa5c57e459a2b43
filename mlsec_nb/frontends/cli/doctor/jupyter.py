"""JupyterLab and Notebook: is the panel there, of this version, and is its server extension on?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from mlsec_nb._version import __version__
from mlsec_nb.frontends.cli.doctor.check import Check, broken, fine

SERVER, LAB = "server extension", "lab extension"
MOST_BYTES = 10_000_000
REINSTALL = "Install it again: `pip install --force-reinstall --no-deps .`, then restart Jupyter."


def checks() -> Iterator[Check]:
    """Both halves of the panel."""
    from jupyter_core.paths import jupyter_config_path, jupyter_path

    settings = [Path(folder) for folder in jupyter_config_path()]
    yield server_extension(settings)
    yield lab_extension([Path(folder) for folder in jupyter_path("labextensions")], settings)


def server_extension(settings: list[Path]) -> Check:
    """Whether Jupyter Server is told to load it, and could.

    Parameters
    ----------
    settings
        Folders with Jupyter's configuration, the one that counts most first.
    """
    from jupyter_server.config_manager import BaseJSONConfigManager, recursive_update

    merged: dict[str, Any] = {}
    for folder in reversed(settings):
        recursive_update(merged, BaseJSONConfigManager(config_dir=str(folder)).get("jupyter_server_config"))
    enabled = merged.get("ServerApp", {}).get("jpserver_extensions", {}).get("mlsec_nb")
    switch = "Run `jupyter server extension enable mlsec_nb`, then restart Jupyter."
    if enabled is None:
        return broken(SERVER, "Jupyter Server does not know it: the panel has no answers.", switch)
    if not enabled:
        return broken(SERVER, "It is switched off: the panel has no answers.", switch)
    try:
        import_module("mlsec_nb.frontends.server.app")
    except ImportError as error:
        return broken(SERVER, f"It is on, but cannot be imported: {error}.", "Run `pip install .` again.")
    return fine(SERVER, "It is on and can be imported.")


def lab_extension(folders: list[Path], settings: list[Path]) -> Check:
    """Whether JupyterLab finds the built panel, of this version, and has not switched it off.

    Parameters
    ----------
    folders
        Where extensions lie, the one that counts most first.
    settings
        As for :func:`server_extension`.
    """
    try:
        lab = metadata.version("jupyterlab")
    except metadata.PackageNotFoundError:
        return broken(
            LAB, "JupyterLab is not installed in this environment.", "Run `pip install jupyterlab`."
        )
    found = next(
        (path for folder in folders if (path := folder / "mlsec-nb" / "package.json").is_file()), None
    )
    if found is None:
        return broken(LAB, "The panel is not where Jupyter looks for it.", REINSTALL)
    about = _json(found)
    script = about.get("jupyterlab", {}).get("_build", {}).get("load", "")
    if not script or not (found.parent / script).is_file():
        return broken(LAB, f"The panel in {found.parent} is not built.", REINSTALL)
    if about.get("version") != __version__:
        seen = f"The panel in {found.parent} is {about.get('version')}, the package {__version__}."
        return broken(LAB, seen, REINSTALL)
    if _switched_off(settings):
        mend = "Run `jupyter labextension enable mlsec-nb`, then reload the page."
        return broken(LAB, "The panel is switched off in JupyterLab.", mend)
    return fine(LAB, f"The panel {about['version']} is built and on, for JupyterLab {lab}.")


def _switched_off(settings: list[Path]) -> bool:
    for folder in settings:
        listed = _json(folder / "labconfig" / "page_config.json").get("disabledExtensions", {})
        if isinstance(listed, Mapping) and "mlsec-nb" in listed:
            return bool(listed["mlsec-nb"])
        if isinstance(listed, list) and "mlsec-nb" in listed:
            return True
    return False


def _json(path: Path) -> dict[str, Any]:
    """What a file says; nothing when it cannot be read."""
    try:
        content = json.loads(path.read_text("utf-8")) if path.stat().st_size <= MOST_BYTES else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}

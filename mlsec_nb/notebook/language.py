"""Which language a notebook's kernel and a single cell speak."""

from __future__ import annotations

from collections.abc import Mapping

ALIASES = {
    "ipython": "python",
    "ipython2": "python",
    "ipython3": "python",
    "python2": "python",
    "python3": "python",
    "sage": "python",
    "sagemath": "python",
    "xpython": "python",
    "pyodide": "python",
    "pyspark": "python",
    "ir": "r",
    "sh": "shell",
    "bash": "shell",
    "zsh": "shell",
    "shellscript": "shell",
    "js": "javascript",
}


def _name(value: object) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    name = value.strip().lower()
    return ALIASES.get(name, name)


def _get(value: object, *keys: str) -> object:
    for key in keys:
        value = value.get(key) if isinstance(value, (dict, Mapping)) else None
    return value


def notebook_language(metadata: Mapping[str, object], raw: Mapping[str, object]) -> str:
    """The kernel's language; Python where nothing says otherwise."""
    return (
        _name(_get(metadata, "kernelspec", "language"))
        or _name(_get(metadata, "language_info", "name"))
        or _name(_get(metadata, "kernelspec", "name"))
        or _name(_get(raw, "metadata", "language"))
        or "python"
    )


def cell_language(kind: str, raw: Mapping[str, object], default: str) -> str:
    """The language of one cell: its type, else what a polyglot front end noted, else the kernel's."""
    if kind in ("markdown", "heading"):
        return "markdown"
    if kind != "code":
        return "text"
    metadata = raw.get("metadata")
    if not metadata and "language" not in raw:
        return default
    return (
        _name(_get(metadata, "vscode", "languageId"))
        or _name(_get(metadata, "polyglot_notebook", "kernelName"))
        or _name(_get(metadata, "dotnet_interactive", "language"))
        or _name(_get(metadata, "kernel"))
        or _name(raw.get("language"))
        or default
    )

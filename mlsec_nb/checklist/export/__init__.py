"""The one door of the exports: a format's name in, the report out. One file for each format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from mlsec_nb.errors import UsageError

if TYPE_CHECKING:
    from mlsec_nb.checklist.result import ChecklistReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a caller may choose; a format ignores what does not concern it.

    ``color`` and ``width`` are for text; ``everything`` is whether SARIF has the controls that pass, too.
    """

    color: bool = False
    width: int = 100
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """The module that renders a format, loaded on first use, and what a file of it is called."""

    module: str
    extension: str
    mime: str


FORMATS = {
    "text": Format("text", ".txt", "text/plain"),
    "json": Format("wire", ".json", "application/json"),
    "markdown": Format("markdown", ".md", "text/markdown"),
    "html": Format("html", ".html", "text/html"),
    "sarif": Format("sarif", ".sarif", "application/sarif+json"),
    "cyclonedx": Format("cyclonedx", ".cdx.json", "application/vnd.cyclonedx+json"),
    "oscal": Format("oscal", ".oscal.json", "application/json"),
}
"""The formats that make a file; ``fragment``, HTML for the output of a cell, is for :func:`render` only."""

_FRAGMENT = Format("fragment", ".html", "text/html")


def format_of(name: str) -> str | None:
    """The format of a file with this name, by its suffix."""
    fitting = [key for key, kind in FORMATS.items() if name.lower().endswith(kind.extension)]
    return max(fitting, key=lambda key: len(FORMATS[key].extension), default=None)


def render(
    report: ChecklistReport,
    format_name: str,
    *,
    color: bool = False,
    width: int = 100,
    everything: bool = False,
) -> str:
    """Render ``report`` in one of :data:`FORMATS`, or as ``fragment``.

    Parameters
    ----------
    report
        The outcome of a run.
    format_name
        A key of :data:`FORMATS`, or ``fragment``.
    color, width, everything
        See :class:`Settings`.

    Raises
    ------
    UsageError
        If the format is unknown.
    """
    known = FORMATS | {"fragment": _FRAGMENT}
    if format_name not in known:
        raise UsageError(f"Unknown format {format_name!r}.", f"Choose one of {', '.join(FORMATS)}.")
    module = import_module(f"{__name__}.{known[format_name].module}")
    renderer: Callable[[ChecklistReport, Settings], str] = module.render
    return renderer(report, Settings(color=color, width=width, everything=everything))

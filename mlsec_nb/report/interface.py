"""The one door of the report layer: a format's name in, its rendering out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from mlsec_nb.core.finding import Severity
from mlsec_nb.core.result import Result
from mlsec_nb.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a caller may choose; a format ignores what does not concern it.

    Attributes
    ----------
    color
        Whether text may use ANSI colours.
    width
        Columns of the terminal that text is wrapped to.
    fail_on
        The severity from which a JUnit test case fails.
    read_raw
        Gives the bytes of a target, or None: SARIF uses it to point into the raw ``.ipynb``.
    """

    color: bool = False
    width: int = 100
    fail_on: Severity = Severity.HIGH
    read_raw: Callable[[str], bytes | None] | None = None


class Renderer(Protocol):
    """What each format's module offers under the name ``render``."""

    def __call__(self, result: Result, settings: Settings) -> str:
        """Return ``result`` in this format."""


@dataclass(frozen=True, slots=True)
class Format:
    """The module that renders a format, loaded on first use, and what a file of it is called."""

    module: str
    extension: str
    mime: str

    def renderer(self) -> Renderer:
        """Import the module and return its ``render``."""
        renderer: Renderer = import_module(f"mlsec_nb.report.{self.module}").render
        return renderer


FORMATS = {
    "text": Format("text", ".txt", "text/plain"),
    "json": Format("json", ".json", "application/json"),
    "jsonl": Format("jsonl", ".jsonl", "application/jsonl"),
    "sarif": Format("sarif", ".sarif", "application/sarif+json"),
    "markdown": Format("markdown", ".md", "text/markdown"),
    "html": Format("html", ".html", "text/html"),
    "junit": Format("junit", ".xml", "application/xml"),
}
"""The formats that make a file; ``fragment``, HTML for the output of a cell, is for :func:`render` only."""

_FRAGMENT = Format("fragment", ".html", "text/html")


def render(
    result: Result,
    format_name: str,
    *,
    color: bool = False,
    width: int = 100,
    fail_on: Severity = Severity.HIGH,
    read_raw: Callable[[str], bytes | None] | None = None,
) -> str:
    """Render ``result`` in one of :data:`FORMATS`, or as ``fragment``.

    Parameters
    ----------
    result
        The outcome of a scan.
    format_name
        A key of :data:`FORMATS`, or ``fragment``.
    color, width, fail_on, read_raw
        See :class:`Settings`.

    Raises
    ------
    UsageError
        If the format is unknown.
    """
    known = FORMATS | {"fragment": _FRAGMENT}
    if format_name not in known:
        raise UsageError(f"Unknown format {format_name!r}.", f"Choose one of {', '.join(FORMATS)}.")
    settings = Settings(color=color, width=width, fail_on=fail_on, read_raw=read_raw)
    return known[format_name].renderer()(result, settings)

"""What the magics show: rich in a front end, the same as text in a terminal."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from html import escape

from mlsec_nb.checklist.result import ChecklistReport
from mlsec_nb.report.contents import Contents, to_html, to_text
from mlsec_nb.report.terminal import flat
from mlsec_nb.report.wording import verdict
from mlsec_nb.scan import ScanResult

CODE = re.compile(r"`([^`]*)`")
TEXT_WIDTH = 100
"""Columns of the text twin in a notebook."""


@dataclass(frozen=True, kw_only=True, repr=False)
class ScanView(ScanResult):
    """A result that IPython and Jupyter show.

    Attributes
    ----------
    note
        What exactly was scanned.
    warning
        What of it was not, as far as is known.
    shown_as_json
        Whether it is shown as JSON.
    """

    note: str = ""
    warning: str = ""
    shown_as_json: bool = False

    @classmethod
    def of(cls, result: ScanResult, *, note: str, warning: str = "") -> ScanView:
        """The view of a result."""
        values = {field.name: getattr(result, field.name) for field in fields(result)}
        return cls(**values, note=note, warning=warning)

    def as_json(self) -> ScanView:
        """The same result, shown as JSON."""
        return replace(self, shown_as_json=True)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        del include, exclude  # IPython drops what it does not want
        if self.shown_as_json:
            text = self.to_json()
            return {"text/plain": text, "application/json": json.loads(text)}
        remarks = [flat(remark) for remark in (self.note, self.warning) if remark]
        if in_terminal():
            color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
            text = self.render("text", color=color, width=shutil.get_terminal_size().columns)
            return {"text/plain": "\n".join([*remarks, "", text.rstrip("\n")])}
        markup = "".join(map(_paragraph, remarks))
        text = self.render("text", width=TEXT_WIDTH)
        return {
            "text/plain": "\n".join([*remarks, "", text.rstrip("\n")]),
            "text/html": markup + self._repr_html_(),
        }

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {verdict(self)}>"


def _paragraph(remark: str) -> str:
    return "<p>" + CODE.sub(r"<code>\1</code>", escape(remark)) + "</p>"


@dataclass(frozen=True, slots=True)
class Page:
    """Text for people: Markdown where it is rendered, and a plain twin."""

    plain: str
    markdown: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, object]:
        del include, exclude
        return {"text/plain": self.plain, "text/markdown": self.markdown}


@dataclass(frozen=True, slots=True)
class ContentsView:
    """What is inside a file: a tree to open where HTML is shown, and its plain twin."""

    contents: Contents

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, object]:
        del include, exclude
        if in_terminal():
            color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
            return {"text/plain": to_text(self.contents, color=color)}
        return {"text/plain": to_text(self.contents), "text/html": to_html(self.contents)}


@dataclass(frozen=True, slots=True)
class ChecklistView:
    """The checklist: rich where HTML is shown, and its plain twin.

    Attributes
    ----------
    report
        The outcome.
    note
        What exactly was looked at.
    shown_as_json
        Whether it is shown as JSON.
    """

    report: ChecklistReport
    note: str = ""
    shown_as_json: bool = False

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, object]:
        del include, exclude
        if self.shown_as_json:
            wire = self.report.to_dict()
            return {"text/plain": json.dumps(wire, indent=2), "application/json": wire}
        note = flat(self.note)
        if in_terminal():
            color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
            width = shutil.get_terminal_size().columns
            return {"text/plain": f"{note}\n\n{self.report.render('text', color=color, width=width)}"}
        return {
            "text/plain": f"{note}\n\n{self.report.render('text', width=TEXT_WIDTH)}",
            "text/html": _paragraph(note) + self.report.render("fragment"),
        }


def in_terminal() -> bool:
    """Whether the reader sees text only."""
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    formatter = shell.display_formatter if shell else None
    return formatter is None or formatter.active_types == ["text/plain"]


def code(text: str) -> str:
    """``text`` as code in Markdown: nothing in it is markup, and it stays on its line."""
    return f"`{flat(text).replace('`', '')}`"

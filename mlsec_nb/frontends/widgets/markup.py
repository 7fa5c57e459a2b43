"""HTML of the views: everything that comes from outside goes through :func:`text`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from math import pi

from mlsec_nb.report.terminal import flat

MOST = 600
"""Characters of one piece of text."""

CODE = re.compile(r"`([^`]*)`")
Html = str
"""Markup that may be shown as it is."""


def text(value: object) -> Html:
    """Text as markup: escaped, in one line, bounded in length."""
    plain = flat(str(value))
    return escape(plain if len(plain) <= MOST else plain[: MOST - 1] + "…")


def line(value: object, most: int = 160) -> str:
    """Plain text for a control that escapes by itself, such as an option of a list."""
    plain = flat(str(value))
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def prose(value: object) -> Html:
    """Text as :func:`text` has it, with words between backticks set as code."""
    return CODE.sub(r"<code>\1</code>", text(value))


def pill(kind: str, label: str = "") -> Html:
    """A severity or status as a coloured word."""
    return f'<span class="pill {escape(kind)}">{text(label or kind)}</span>'


def paragraph(*parts: Html, soft: bool = False) -> Html:
    """A paragraph of markup; nothing when there is nothing in it."""
    inside = " ".join(filter(None, parts))
    return f"<p{' class=soft' if soft else ''}>{inside}</p>" if inside else ""


def listed(items: Iterable[Html]) -> Html:
    """A list of pieces of markup."""
    inside = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{inside}</ul>" if inside else ""


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Html:
    """A table; numbers are set to the right, everything is escaped."""
    titles = "".join(f'<th scope="col">{text(title)}</th>' for title in head)
    lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    frame = f'<div class="scroll" tabindex="0" role="region" aria-label="{text(caption)}">'
    titled = f"<caption>{text(caption)}</caption><thead><tr>{titles}</tr></thead>"
    return f"{frame}<table>{titled}<tbody>{lines}</tbody></table></div>"


def _cell(value: object) -> Html:
    if isinstance(value, Markup):
        return f"<td>{value.html}</td>"
    shown = text(value)
    number = (
        shown[:1].isdigit() and shown.replace(",", "").replace(".", "").replace("%", "").strip().isdigit()
    )
    return f'<td class="number">{shown}</td>' if number else f"<td>{shown}</td>"


class Markup:
    """A cell of a table that is markup already."""

    def __init__(self, html: Html) -> None:
        self.html = html


def ring(low: float | None, high: float | None, label: str) -> Html:
    """A ring that is filled as far as is sure, and more lightly as far as could be; in percent."""
    radius = 26
    around = 2 * pi * radius

    def arc(kind: str, share: float) -> Html:
        return (
            f'<circle class="{kind}" cx="32" cy="32" r="{radius}" '
            f'stroke-dasharray="{around * share / 100:.1f} {around:.1f}"></circle>'
        )

    sure, possible = low or 0.0, high or 0.0
    shown = "–" if low is None else f"{low:.0f}"
    spoken = f"{label}: nothing applies" if low is None else f"{label}: {sure:.0f} to {possible:.0f} percent"
    return (
        f'<svg class="ring" viewBox="0 0 64 64" role="img" aria-label="{text(spoken)}">'
        f'<circle class="rest" cx="32" cy="32" r="{radius}"></circle>{arc("possible", possible)}'
        f'{arc("sure", sure)}<text x="32" y="37" text-anchor="middle">{shown}</text></svg>'
    )


def curve(points: str, width: int, height: int, label: str) -> Html:
    """A small curve through ``points`` of SVG; a sentence where there are too few."""
    if not points:
        return '<span class="soft">one run so far</span>'
    return (
        f'<svg class="curve" viewBox="0 0 {width} {height}" role="img" aria-label="{text(label)}">'
        f'<polyline points="{escape(points)}"></polyline></svg>'
    )


def copy_field(label: str, content: str, *, cell: str = "code") -> Html:
    """Text to take along: a field that can be selected, and buttons where the browser allows it.

    Our front end shows the one that inserts a cell of the type ``cell`` below the view; others hide it.
    """
    rows = min(max(content.count("\n") + 1, 2), 14)
    value = "this.closest('.copy').querySelector('textarea').value"
    copy = f"navigator.clipboard.writeText({value});this.textContent='Copied'"
    detail = f"{{type:'{cell}',source:{value}}}"
    insert = f"this.dispatchEvent(new CustomEvent('mlsec-nb:insert',{{bubbles:true,detail:{detail}}}))"
    return (
        f'<div class="copy"><label>{text(label)}<textarea readonly rows="{rows}" spellcheck="false" '
        f'onfocus="this.select()">{escape(content)}</textarea></label><div>'
        f'<button type="button" class="jupyter-button" onclick="{copy}">Copy</button> '
        f'<button type="button" class="jupyter-button mlsec-insert" onclick="{insert}">Insert below</button>'
        "</div></div>"
    )

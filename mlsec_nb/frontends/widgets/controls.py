"""Controls that every section makes the same way: all of them have a label."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets

from mlsec_nb.frontends.widgets.markup import Html

LABEL = {"description_width": "initial"}


def html(inside: Html = "", *, live: bool = False) -> ipywidgets.HTML:
    """A place for markup; ``live`` lets a screen reader read out what changes in it."""
    made = ipywidgets.HTML(inside)
    if live:
        made.add_class("mlsec-live")
    return made


def button(
    label: str, clicked: Callable[[], object], *, hint: str = "", style: str = ""
) -> ipywidgets.Button:
    """A button that does something."""
    made = ipywidgets.Button(
        description=label, tooltip=hint or label, button_style=style, layout={"width": "auto"}
    )
    made.on_click(lambda _: clicked())
    return made


def unfold(label: str, folded: ipywidgets.Widget, *, hint: str) -> ipywidgets.ToggleButton:
    """A button that shows and hides something; an accordion's heading cannot be reached by keyboard."""
    made = ipywidgets.ToggleButton(description=label, tooltip=hint, layout={"width": "auto"})

    def show(change: Any) -> None:
        folded.layout.display = "flex" if change["new"] else "none"

    folded.layout.display = "none"
    made.observe(show, "value")
    return made


def dropdown(label: str, options: Any, changed: Callable[[], object]) -> ipywidgets.Dropdown:
    """A choice of one."""
    made = ipywidgets.Dropdown(description=label, options=options, style=LABEL, layout={"width": "auto"})
    made.observe(lambda _: changed(), "value")
    return made


def search(label: str, changed: Callable[[], object]) -> ipywidgets.Text:
    """A field to search with."""
    made = ipywidgets.Text(description=label, placeholder="search", style=LABEL, continuous_update=True)
    made.observe(lambda _: changed(), "value")
    return made


def chooser(label: str, changed: Callable[[], object], *, rows: int = 10) -> ipywidgets.Select:
    """A list of which one line is chosen, by mouse or arrow keys."""
    made = ipywidgets.Select(description=label, options=[], rows=rows, style=LABEL, layout={"width": "100%"})
    made.add_class("mlsec-list")
    made.observe(lambda _: changed(), "index")
    return made


def offer(choice: Any, options: Sequence[tuple[str, Any]], chosen: Any) -> None:
    """Give a choice its options; the one whose value is ``chosen`` is selected, else the first.

    ipywidgets selects nothing by itself when there was nothing to select before.
    """
    values = [value for _, value in options]
    with choice.hold_sync():
        choice.options = options
        choice.index = values.index(chosen) if chosen in values else 0 if values else None


def beside(left: Sequence[ipywidgets.Widget], right: Sequence[ipywidgets.Widget]) -> ipywidgets.HBox:
    """A list on the left, what is chosen on the right; one above the other where there is no room."""
    made = ipywidgets.HBox(
        [
            ipywidgets.VBox(list(left), layout={"flex": "1 1 20rem", "min_width": "0"}),
            ipywidgets.VBox(list(right), layout={"flex": "2 1 26rem", "min_width": "0"}),
        ]
    )
    made.add_class("mlsec-beside")
    return made


class Pager:
    """Buttons that lead through pages."""

    def __init__(self, size: int, changed: Callable[[], object]) -> None:
        self.size = size
        self.page = 0
        self._count = 0
        self._changed = changed
        self._said = html()
        self._before = button("Previous", lambda: self._go(-1), hint="Previous page")
        self._after = button("Next", lambda: self._go(1), hint="Next page")
        self.box = ipywidgets.HBox([self._before, self._after, self._said])

    def slice(self, count: int) -> slice:
        """The part of ``count`` things that is on this page."""
        self._count = count
        last = max((count - 1) // self.size, 0)
        self.page = min(self.page, last)
        first = self.page * self.size
        end = min(first + self.size, count)
        self._said.value = f'<span class="soft">{first + 1 if count else 0:,}–{end:,} of {count:,}</span>'
        self._before.disabled, self._after.disabled = self.page == 0, self.page == last
        return slice(first, end)

    def first(self) -> None:
        """Go back to the first page, without a word."""
        self.page = 0

    def _go(self, step: int) -> None:
        self.page = max(self.page + step, 0)
        self._changed()

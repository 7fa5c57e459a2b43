"""The columns: what each holds, what is wrong with it, how its values are distributed."""

from __future__ import annotations

from math import isnan

import ipywidgets

from mlsec_nb.frontends.widgets.controls import Pager, dropdown, html, offer, search
from mlsec_nb.frontends.widgets.dataset.state import ColumnLine, DatasetState
from mlsec_nb.frontends.widgets.markup import Html, Markup, line, paragraph, pill, table, text
from mlsec_nb.frontends.widgets.profile.figures import image
from mlsec_nb.profile.kinds import Kind
from mlsec_nb.profile.plots.distribution import distribution

PAGE = 50
ORDERS = {
    "position": lambda one: one.position,
    "severity": lambda one: -1 if one.worst is None else -int(one.worst) - 2,
    "leakage": lambda one: 1.0 if isnan(one.leakage) else -one.leakage,
    "missing": lambda one: -one.missing,
    "name": lambda one: one.name.casefold(),
}
HEAD = ("column", "kind", "type", "missing", "personal", "AUC alone", "")


class Columns:
    """A table of fifty columns at a time, however many there are."""

    title = "Columns"

    def __init__(self, state: DatasetState) -> None:
        self._state = state
        self._quiet = False
        self._search = search("Search", self._filtered)
        kinds = [("any", ""), *((kind.value, kind.value) for kind in Kind)]
        self._kind = dropdown("Kind", kinds, self._filtered)
        which = [("all", ""), ("with findings", "found"), ("personal or secret", "personal")]
        self._which = dropdown("Show", which, self._filtered)
        self._order = dropdown("Order by", list(ORDERS), self._filtered)
        self._pager = Pager(PAGE, self.refresh)
        self._table = html()
        self._column = dropdown("Distribution of", [("none", None)], self._draw)
        self._figure = html()

    def box(self) -> ipywidgets.Widget:
        """Filters, the table, and a figure below."""
        filters = ipywidgets.HBox([self._search, self._kind, self._which, self._order])
        return ipywidgets.VBox([filters, self._pager.box, self._table, self._column, self._figure])

    def refresh(self) -> None:
        """Show one page."""
        found = self.found()
        page = found[self._pager.slice(len(found))]
        if self._state.masks.unknown:
            note = paragraph(text(f"{self._state.masks.unknown}."), soft=True)
        else:
            note = ""
        self._table.value = note + table(f"{len(found):,} columns", HEAD, map(_row, page))
        self._quiet = True
        names = [("none", None), *((line(one.name, 80), one.position) for one in page)]
        offer(self._column, names, self._column.value)
        self._quiet = False
        self._draw()

    def found(self) -> list[ColumnLine]:
        """The columns that the filters let through, in order."""
        words = self._search.value.casefold().strip()
        found = [
            one
            for one in self._state.columns()
            if words in f"{one.name} {one.personal}".casefold()
            and self._kind.value in ("", one.kind)
            and (self._which.value != "found" or one.worst is not None)
            and (self._which.value != "personal" or one.personal)
        ]
        return sorted(found, key=ORDERS[self._order.value])

    def _filtered(self) -> None:
        self._pager.first()
        self.refresh()

    def _draw(self) -> None:
        if not self._quiet:
            position = self._column.value
            self._figure.value = "" if position is None else self._distribution(position)

    def _distribution(self, position: int) -> Html:
        column = self._state.column(position)
        if column is None:
            return ""
        kind = self._state.masks.hides(column.name)
        note = f"The values are not named: {kind}." if kind else ""
        try:
            drawn = image(distribution(column, masked=bool(kind)), f"distribution of {column.name}")
        except Exception as error:  # whatever the data does to a drawing costs the drawing
            return paragraph(f"The figure cannot be drawn ({text(type(error).__name__)}).", soft=True)
        return paragraph(text(note), soft=True) + drawn


def _row(one: ColumnLine) -> tuple[object, ...]:
    return (
        one.name,
        one.kind,
        one.type,
        f"{one.missing:.1%}" if one.missing else "",
        one.personal,
        "" if isnan(one.leakage) else f"{one.leakage:.3f}",
        Markup(pill(one.worst.label)) if one.worst is not None else "",
    )

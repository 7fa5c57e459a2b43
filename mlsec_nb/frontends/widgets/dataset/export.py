"""The marks as code: a mask of the rows, and the data without them. Nothing is changed here."""

from __future__ import annotations

import ipywidgets

from mlsec_nb.frontends.widgets.cells import HINT
from mlsec_nb.frontends.widgets.controls import dropdown, html
from mlsec_nb.frontends.widgets.dataset.marks import Mark
from mlsec_nb.frontends.widgets.dataset.state import DatasetState
from mlsec_nb.frontends.widgets.markup import copy_field

WIDTH = 100
"""Characters of a line of code."""

INDEXED = ("{name}.shape[0]", "{name}[~{wrong}]")
FILTERED = ("len({name})", "{name}.filter(~{wrong})")
LISTED = ("len({name})", "[row for row, is_wrong in zip({name}, {wrong}) if not is_wrong]")
WAYS = {
    **dict.fromkeys(("pandas", "numpy", "numpy structured", "scipy.sparse", "torch"), INDEXED),
    **dict.fromkeys(("polars", "arrow"), FILTERED),
    "dict of columns": (
        "len(next(iter({name}.values())))",
        "{{key: [one for one, is_wrong in zip(column, {wrong}) if not is_wrong] "
        "for key, column in {name}.items()}}",
    ),
    "": LISTED,
}
"""How to ask a container for its length, and for the rows that are not marked, by its format."""


class Export:
    """Which rows to leave out, and the code that does."""

    title = "Export"

    def __init__(self, state: DatasetState) -> None:
        self._state = state
        self._marks = dropdown(
            "Leave out rows marked", [("wrong", "wrong"), ("wrong or reviewed", "both")], self.refresh
        )
        self._code = html()

    def box(self) -> ipywidgets.Widget:
        """The choice, and the code."""
        return ipywidgets.VBox([self._marks, html(HINT), self._code])

    def refresh(self) -> None:
        """Write the code for the marks as they are."""
        self._code.value = copy_field("Code for a new cell", self.source())

    def source(self) -> str:
        """What makes the mask and the cleaned data."""
        chosen = (Mark.WRONG, Mark.REVIEWED) if self._marks.value == "both" else (Mark.WRONG,)
        data = self._state.dataset
        code = masked(
            self._state.name(), data.table.format if data else "", self._state.marks[False].rows(*chosen)
        )
        if of_test := self._state.marks[True].rows(*chosen):
            test = data.test.format if data and data.test else ""
            code += "\n" + masked(f"{self._state.name()}_test", test, of_test)
        return code


def masked(name: str, data_format: str, rows: list[int]) -> str:
    """Code that leaves rows out of a table of this format."""
    length, cleaned = WAYS.get(data_format, WAYS[""])
    words = {"name": name, "wrong": f"{name}_wrong"}
    lines = [
        "import numpy as np",
        "",
        f"{name}_wrong = np.zeros({length.format(**words)}, dtype=bool)  # True for rows that were marked",
        f"{name}_wrong[{_wrapped(rows)}] = True" if rows else "# no row was marked",
        f"{name}_clean = {cleaned.format(**words)}",
    ]
    return "\n".join(lines) + "\n"


def _wrapped(rows: list[int]) -> str:
    """The rows as a list in lines of bounded length."""
    flat = ", ".join(map(str, rows))
    if len(flat) <= WIDTH:
        return f"[{flat}]"
    lines, current = [], ""
    for row in map(str, rows):
        if len(current) + len(row) + 2 > WIDTH:
            lines.append(current)
            current = ""
        current += f"{row}, "
    return "[\n    " + "\n    ".join(one.rstrip() for one in [*lines, current]) + "\n]"

"""The distribution of one column; categories have no names where those might be personal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mlsec_nb.profile.kinds import Kind
from mlsec_nb.profile.plots.draw import SIZE
from mlsec_nb.profile.rows.shown import shown
from mlsec_nb.profile.table import Column

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_BARS = 20
MOST_NAME = 24
BINS = 40


def distribution(column: Column, *, masked: bool) -> Figure:
    """Draw how often values of a column occur.

    Parameters
    ----------
    column
        The column.
    masked
        Whether its values must not be seen: then only how often the most frequent ones occur is drawn.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE, layout="constrained")
    axes = figure.subplots()
    numbers = column.numbers[np.isfinite(column.numbers)] if column.is_number else np.empty(0)
    if column.kind is Kind.NUMERIC and numbers.size and not masked:
        low, high = np.quantile(numbers, [0.001, 0.999])
        axes.hist(numbers, bins=BINS, range=(float(low), float(max(high, np.nextafter(low, np.inf)))))
        axes.set(xlabel="value (the outermost 0.1 % at each end are left out)", ylabel="rows")
        return figure
    codes = column.codes[column.codes >= 0]
    counts = np.bincount(codes, minlength=column.n_categories)
    order = np.argsort(-counts, kind="stable")[:MOST_BARS]
    axes.bar(range(len(order)), counts[order])
    names = [f"#{place + 1}" if masked else _name(column, int(code)) for place, code in enumerate(order)]
    axes.set_xticks(range(len(order)), names, rotation=45, ha="right", fontsize="small")
    axes.set(xlabel=f"most frequent of {len(counts):,} values", ylabel="rows")
    return figure


def _name(column: Column, code: int) -> str:
    first = int(np.argmax(column.codes == code))
    return shown(column, first)[:MOST_NAME].replace("$", "＄")

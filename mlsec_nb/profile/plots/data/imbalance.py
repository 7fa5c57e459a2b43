"""How many rows each class has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mlsec_nb.profile.answer import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHOWN = 40


def draw(answer: Answer, figure: Figure) -> None:
    """Draw the rarest classes; those below the threshold are red."""
    counts = answer.measured["counts"]
    order = np.argsort(counts, kind="stable")[:SHOWN]
    rare = counts[order] < answer.thresholds["share"] * counts.sum()
    axes = figure.subplots()
    axes.bar(range(len(order)), counts[order], color=np.where(rare, "#b0142f", "#5b7fa6"))
    axes.set_xticks(range(len(order)), [str(number) for number in order], fontsize="small")
    axes.set(yscale="log", xlabel="number of the class", ylabel="rows")

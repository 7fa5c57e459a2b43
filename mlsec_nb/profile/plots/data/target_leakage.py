"""The columns that say most about the label on their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlsec_nb.profile.answer import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHOWN = 15
MOST_NAME = 30


def draw(answer: Answer, figure: Figure) -> None:
    """Draw the ranking with both thresholds."""
    axes = figure.subplots()
    ranked = list(answer.measured["scores"].items())[:SHOWN][::-1]
    high, look = answer.thresholds["high"], answer.thresholds["look"]
    colours = [
        "#b0142f" if score >= high else "#c98a00" if score >= look else "#5b7fa6" for _, score in ranked
    ]
    axes.barh(range(len(ranked)), [score for _, score in ranked], color=colours)
    # names are data: without the dollar, which would make them formulas
    axes.set_yticks(range(len(ranked)), [name[:MOST_NAME].replace("$", "＄") for name, _ in ranked])
    axes.tick_params(axis="y", labelsize="small")
    for cut in (look, high):
        axes.axvline(cut, linestyle="--", linewidth=1, color="grey")
    axes.set(xlim=(0.45, 1.0), xlabel="AUC of the column alone")

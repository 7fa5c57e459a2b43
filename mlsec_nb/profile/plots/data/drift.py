"""The columns that differ most between training and test rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlsec_nb.profile.answer import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHOWN = 15
MOST_NAME = 30


def draw(answer: Answer, figure: Figure) -> None:
    """Draw the ranking with the threshold."""
    axes = figure.subplots()
    ranked = list(answer.measured["columns"].items())[:SHOWN][::-1]
    least = answer.thresholds["distance"]
    colours = ["#b0142f" if distance >= least else "#5b7fa6" for _, (distance, _) in ranked]
    axes.barh(range(len(ranked)), [distance for _, (distance, _) in ranked], color=colours)
    # names are data: without the dollar, which would make them formulas
    axes.set_yticks(range(len(ranked)), [name[:MOST_NAME].replace("$", "＄") for name, _ in ranked])
    axes.tick_params(axis="y", labelsize="small")
    axes.axvline(least, linestyle="--", linewidth=1, color="grey")
    low, high = answer.measured["bounds"]
    title = f"training from test rows: AUC {answer.measured['area']:.2f} ({low:.2f} to {high:.2f})"
    axes.set(xlabel="distance between training and test rows")
    axes.set_title(title, fontsize="small")

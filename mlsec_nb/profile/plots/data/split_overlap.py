"""How much test rows resemble training rows, by each way of comparing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlsec_nb.profile.answer import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw(answer: Answer, figure: Figure) -> None:
    """Draw a histogram for each way, with the threshold on nearness."""
    axes = figure.subplots()
    for how, match in answer.measured["matches"].items():
        axes.hist(match.score, bins=40, range=(0, 1), histtype="step", linewidth=1.5, label=how)
    axes.axvline(answer.thresholds["nearness"], linestyle="--", linewidth=1, color="#b0142f")
    axes.set(yscale="log", xlabel="likeness to a training row (1 is equal)", ylabel="test rows")
    axes.legend(fontsize="small", frameon=False, loc="upper center")

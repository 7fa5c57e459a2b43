"""The rows that hold the trigger among all others, and how far the group is from natural ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlsec_nb.profile.answer import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_POINTS = 4_000


def draw(answer: Answer, figure: Figure) -> None:
    """Draw both; the cut-off is a line."""
    found = answer.measured
    places, suspect = found["projection"], found["suspect"]
    left, right = figure.subplots(1, 2)
    left.scatter(*places[~suspect][:MOST_POINTS].T, s=5, alpha=0.4, color="#5b7fa6", label="rows")
    left.scatter(*places[suspect][:MOST_POINTS].T, s=14, color="#b0142f", label="with the pattern")
    left.set(xticks=[], yticks=[])
    left.legend(fontsize="small", frameon=False)
    right.hist(found["null"].clip(-0.5, 1.5), bins=25, color="#5b7fa6", label="natural groups")
    right.axvline(answer.metrics["likeness"], color="#b0142f", label="this group")
    right.axvline(answer.thresholds["likeness"], linestyle="--", linewidth=1, color="grey")
    right.set(xlabel="likeness to the own class", ylabel="groups")
    right.legend(fontsize="small", frameon=False)

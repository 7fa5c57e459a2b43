"""How large the groups of equal rows are, and how near the nearest neighbours of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlsec_nb.profile.answer import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw(answer: Answer, figure: Figure) -> None:
    """Draw both; the cut-off is a line."""
    found = answer.measured
    left, right = figure.subplots(1, 2)
    sizes = found["sizes"]
    left.hist(
        sizes if len(sizes) else [1], bins=range(1, max(4, int(sizes.max(initial=2)) + 2)), align="left"
    )
    left.set(xlabel="rows in a group of equal ones", ylabel="groups")
    right.hist(found["near_ratio"].clip(0, 1), bins=40, range=(0, 1))
    right.axvline(answer.thresholds["ratio"], linestyle="--", linewidth=1, color="#b0142f")
    right.set(yscale="log", xlabel="distance to the nearest row, of the next ones'", ylabel="sampled rows")

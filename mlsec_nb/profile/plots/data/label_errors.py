"""Suspects in the two directions of most variance, and how probable it is that labels are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mlsec_nb.profile.answer import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_POINTS = 4_000


def draw(answer: Answer, figure: Figure) -> None:
    """Draw both; the cut-off is a line."""
    found, cut = answer.measured, answer.thresholds["probability"]
    wrong, places = found["wrong"], found["projection"]
    suspect = wrong >= cut
    usual = np.flatnonzero(~suspect)[:MOST_POINTS]
    left, right = figure.subplots(1, 2)
    left.scatter(*places[usual].T, c=found["given"][usual], s=5, alpha=0.5, cmap="tab10")
    chosen = np.flatnonzero(suspect)[:MOST_POINTS]
    left.scatter(*places[chosen].T, s=26, facecolors="none", edgecolors="#b0142f", label="suspects")
    left.set(xticks=[], yticks=[], title="rows, coloured by label")
    left.title.set_fontsize("small")
    left.legend(fontsize="small", frameon=False)
    right.hist(wrong, bins=30, range=(0, 1))
    right.axvline(cut, linestyle="--", linewidth=1, color="#b0142f")
    right.set(yscale="log", xlabel="probability that the label is wrong", ylabel="rows")

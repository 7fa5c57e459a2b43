"""How far rows are from the middle of a column, and how few cuts isolate them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mlsec_nb.profile.answer import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_POINTS = 5_000


def draw(answer: Answer, figure: Figure) -> None:
    """Draw each row by both, the most suspect ones certainly; the cut-offs are lines."""
    found, cut = answer.measured, answer.thresholds
    rows = found["order"][:MOST_POINTS]
    rows = rows[np.isfinite(found["isolation"][rows])]
    axes = figure.subplots()
    far, alone = found["farthest"][rows], found["isolation"][rows]
    suspect = (far >= cut["distance"]) | (alone >= cut["isolation"])
    axes.scatter(far[~suspect].clip(0.1), alone[~suspect], s=5, alpha=0.5, color="#5b7fa6")
    axes.scatter(far[suspect].clip(0.1), alone[suspect], s=14, color="#b0142f")
    axes.axvline(cut["distance"], linestyle="--", linewidth=1, color="grey")
    axes.axhline(cut["isolation"], linestyle="--", linewidth=1, color="grey")
    axes.set(xscale="log", xlabel="distance in the farthest column", ylabel="isolation score")

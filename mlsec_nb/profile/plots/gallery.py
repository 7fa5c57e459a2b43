"""Pairs of a row and the nearest one that the model takes for another class, as images."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mlsec_nb.profile.answer import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 12


def gallery(answer: Answer) -> Figure | None:
    """The first examples of ``evasion``: above as it was, in the middle as it fools, below the difference.

    ``None`` when the rows are no images.
    """
    from matplotlib.figure import Figure

    shape = answer.measured.get("image_shape")
    if shape is None:
        return None
    shown = min(len(answer.measured["rows"]), MOST)
    figure = Figure(figsize=(max(shown, 4), 3.4), layout="constrained")
    axes = figure.subplots(3, max(shown, 1), squeeze=False)
    for place in range(shown):
        pair = [answer.measured[name][place].reshape(shape) for name in ("originals", "adversarials")]
        for line, drawn in enumerate(pair):
            axes[line, place].imshow(drawn, cmap="gray_r")
        change = pair[1] - pair[0]
        most = max(float(np.abs(change).max()), 1e-12)
        axes[2, place].imshow(change, cmap="coolwarm", vmin=-most, vmax=most)
        for line, name in enumerate(("from", "to")):
            label = str(answer.measured["classes"][answer.measured[name][place]])[:12].replace("$", "＄")
            axes[line, place].set_title(label, fontsize="small")
    for one in axes.flat:
        one.set(xticks=[], yticks=[])
    for line, name in enumerate(("row", "fools it", "change")):
        axes[line, 0].set_ylabel(name, fontsize="small")
    return figure

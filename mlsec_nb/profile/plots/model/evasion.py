"""Share of rows that are fooled by the size of the change, and the nearest examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mlsec_nb.profile.answer import Answer

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SHOWN = 4


def draw(answer: Answer, figure: Figure) -> None:
    """Draw the distance curve, and beside it pictures or the changes by column."""
    shape = answer.measured["image_shape"]
    left, right = figure.subfigures(1, 2, squeeze=False)[0]
    _distances(left.subplots(), answer)
    if shape is None:
        _changes(right.subplots(), answer)
        return
    axes = right.subplots(2, SHOWN, squeeze=False)
    for i in range(SHOWN):
        for line, name, label in ((0, "originals", "from"), (1, "adversarials", "to")):
            axes[line, i].axis("off")
            if i < len(answer.measured["rows"]):
                axes[line, i].imshow(answer.measured[name][i].reshape(shape), cmap="gray_r")
                axes[line, i].set_title(_label(answer, label, i), fontsize="small")


def _distances(axes: Axes, answer: Answer) -> None:
    for name, title in (("distances_at_500", "500 questions"), ("distances", "2,000 questions")):
        known = np.sort(answer.measured[name])
        axes.step(known, np.arange(1, len(known) + 1) / len(known), where="post", label=title)
    axes.set(xlabel="change (L2)", ylabel="rows fooled", ylim=(0, 1.02))
    axes.set_xlim(left=0)
    axes.legend(fontsize="small", frameon=False)


def _changes(axes: Axes, answer: Answer) -> None:
    """Which columns the nearest examples change; in their own shares, without values."""
    moved = np.abs(answer.measured["adversarials"] - answer.measured["originals"])[:20]
    shares = moved / np.maximum(moved.sum(axis=1, keepdims=True), 1e-12)
    axes.imshow(shares, aspect="auto", cmap="magma_r")
    axes.set(xlabel="column", ylabel="example", title="where the changes are")


def _label(answer: Answer, name: str, place: int) -> str:
    classes: Any = answer.measured["classes"]
    return str(classes[answer.measured[name][place]])

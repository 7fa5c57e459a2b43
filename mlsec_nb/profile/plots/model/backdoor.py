"""The trigger that was found, put into a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mlsec_nb.profile.answer import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw(answer: Answer, figure: Figure) -> None:
    """Draw the trigger in a picture where rows are pictures, and what it turns."""
    bars, place = figure.subplots(1, 2)
    names = ("flip_rate", "flip_rate_elsewhere", "flip_rate_trained_again")
    rates = [answer.metrics[name] for name in names]
    bars.bar(("trigger", "elsewhere", "trained\nagain"), np.nan_to_num(rates))
    bars.set(ylabel="rows turned", ylim=(0, 1))
    trigger, carriers = answer.measured["trigger"], answer.measured["carriers"]
    row = answer.measured["example"].copy()
    row[list(carriers.columns)] = carriers.values
    shape = answer.measured["image_shape"]
    if shape is not None:
        place.imshow(row.reshape(shape), cmap="gray_r")
        place.set_title(f"{len(trigger.columns)} pixels turn it into {answer.measured['label']}")
    else:
        place.axis("off")
        lines = [f"{record['column']} = {record['value']:.4g}" for record in answer.tables["trigger"][:8]]
        place.text(0, 0.5, "\n".join(lines).replace("$", r"\$"), va="center", family="monospace")

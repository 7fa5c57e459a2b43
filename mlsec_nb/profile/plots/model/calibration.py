"""Reliability: how often the model is right, by how sure it is, with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlsec_nb.profile.answer import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw(answer: Answer, figure: Figure) -> None:
    """Draw the curve over the histogram of confidences."""
    curve, histogram = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    bins: list[Any] = list(answer.tables["bins"])
    sure = [each["confidence"] for each in bins]
    right = [each["right"] for each in bins]
    below = [each["right"] - each["low"] for each in bins]
    above = [each["high"] - each["right"] for each in bins]
    curve.plot([0, 1], [0, 1], linestyle=":", color="grey")
    curve.errorbar(sure, right, yerr=[below, above], marker="o", capsize=2)
    curve.set(ylabel="right", title=f"calibration error {answer.metrics['ece']:.3f}")
    histogram.hist(answer.measured["sure"], bins=20, range=(0, 1))
    histogram.set(xlabel="confidence", ylabel="rows")

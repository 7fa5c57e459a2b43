"""The score on training and on test rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlsec_nb.profile.answer import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw(answer: Answer, figure: Figure) -> None:
    """Draw two bars, the second with its interval."""
    axes = figure.subplots()
    train, test = answer.measured["train_score"], answer.measured["test_score"]
    low, high = answer.intervals["test_score"]
    axes.bar(("training rows", "test rows"), (train, test), color=("tab:blue", "tab:orange"))
    axes.errorbar([1], [test], yerr=[[max(test - low, 0)], [max(high - test, 0)]], color="black", capsize=4)
    axes.set(ylabel="score", ylim=(min(0, test), 1.02))

"""Agreement of copies with the model by the number of questions, labels against probabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlsec_nb.profile.answer import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw(answer: Answer, figure: Figure) -> None:
    """Draw the curves with their intervals."""
    axes = figure.subplots()
    records = answer.measured["agreement"]
    for kind in dict.fromkeys(record["answers"] for record in records):
        own = [record for record in records if record["answers"] == kind]
        asked = [record["queries"] for record in own]
        axes.plot(asked, [record["agreement"] for record in own], marker="o", label=f"from {kind}")
        low, high = ([record[end] for record in own] for end in ("low", "high"))
        axes.fill_between(asked, low, high, alpha=0.15)
    axes.axhline(answer.measured["usual"], linestyle=":", color="grey", label="the usual answer")
    axes.set(xscale="log", xlabel="questions", ylabel="agreement", ylim=(0, 1.02))
    axes.legend(fontsize="small", frameon=False)

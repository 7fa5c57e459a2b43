"""ROC of the attack with both axes logarithmic, and how far members stand out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mlsec_nb.profile.answer import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw(answer: Answer, figure: Figure) -> None:
    """Draw both."""
    members, others = answer.measured["members"], answer.measured["others"]
    curve, histogram = figure.subplots(1, 2)
    cuts = np.unique(np.concatenate([members, others]))[::-1]
    false = np.searchsorted(np.sort(-others), -cuts, side="right") / len(others)
    true = np.searchsorted(np.sort(-members), -cuts, side="right") / len(members)
    least = 1 / max(len(others), 1)
    curve.plot(np.maximum(false, least), np.maximum(true, least), label=f"AUC {answer.metrics['auc']:.2f}")
    curve.plot([least, 1], [least, 1], linestyle=":", color="grey", label="chance")
    curve.set(xscale="log", yscale="log", xlabel="others taken for members", ylabel="members found")
    curve.legend(fontsize="small", frameon=False)
    edges = np.linspace(cuts[-1], cuts[0], 31) if cuts[0] > cuts[-1] else 10
    for scores, name in ((others, "others"), (members, "members")):
        histogram.hist(scores, bins=edges, alpha=0.6, label=name, density=True)
    histogram.set(xlabel="exposure", ylabel="density")
    histogram.legend(fontsize="small", frameon=False)

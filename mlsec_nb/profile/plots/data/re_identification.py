"""How many rows are in groups of at most k."""

from __future__ import annotations

from matplotlib.figure import Figure

from mlsec_nb.profile.answer import Answer


def draw(answer: Answer, figure: Figure) -> None:
    """Draw the curve of group sizes, with the threshold on k."""
    axes = figure.subplots()
    if "curve" not in answer.measured:
        axes.text(0.5, 0.5, "no columns to count groups over", ha="center", transform=axes.transAxes)
        return
    sizes, shares = answer.measured["curve"]
    axes.step(sizes, shares, where="post")
    axes.axvline(answer.thresholds["k"], linestyle="--", linewidth=1)
    axes.set_xlabel("rows that share the values of " + ", ".join(answer.columns)[:80])
    axes.set_ylabel("share of all rows")
    axes.set_ylim(0, 1.02)

"""How many answers change when one column is shuffled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlsec_nb.profile.answer import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHOWN = 12


def draw(answer: Answer, figure: Figure) -> None:
    """Draw bars of the columns that matter most."""
    axes = figure.subplots()
    shares = answer.measured["shares"][:SHOWN]
    axes.barh(range(len(shares)), [share for _, share in shares])
    axes.set_yticks(range(len(shares)), [name[:24].replace("$", r"\$") for name, _ in shares])
    axes.invert_yaxis()
    axes.set(xlabel="answers that change")

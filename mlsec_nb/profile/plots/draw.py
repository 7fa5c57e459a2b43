"""From an answer to its figure, without touching pyplot's state or the user's style."""

from __future__ import annotations

import io
import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

from mlsec_nb.errors import UsageError
from mlsec_nb.profile.answer import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FOLDERS = {"dataset": "data", "model": "model"}
SIZE = (6.4, 3.2)


def has_figure(answer: Answer, kind: str) -> bool:
    """Whether there is a figure for this answer."""
    folder = import_module(f"mlsec_nb.profile.plots.{FOLDERS[kind]}")
    names = {info.name for info in pkgutil.iter_modules(folder.__path__)}
    return not answer.skipped and bool(answer.measured) and _module(answer) in names


def draw(answer: Answer, kind: str) -> Figure:
    """Draw the figure of an answer about a ``dataset`` or a ``model``.

    Raises
    ------
    UsageError
        When there is none.
    """
    if not has_figure(answer, kind):
        raise UsageError(f"There is no figure for {answer.name!r}.", answer.skipped)
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE, layout="constrained")
    import_module(f"mlsec_nb.profile.plots.{FOLDERS[kind]}.{_module(answer)}").draw(answer, figure)
    return figure


def as_png(figure: Figure, dpi: int = 90) -> bytes:
    """The figure as a PNG file."""
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=dpi)
    return file.getvalue()


def _module(answer: Answer) -> str:
    return answer.name.replace("-", "_")

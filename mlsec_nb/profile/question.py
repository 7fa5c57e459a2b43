"""What a question says of itself, and how those of a folder are found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeAlias, TypeVar

from mlsec_nb.core.folder import modules_in
from mlsec_nb.core.rule import Rule
from mlsec_nb.errors import UsageError
from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.context import Context

C = TypeVar("C", bound=Context)

Need: TypeAlias = Callable[[C], str]
"""Says why a question cannot be asked; an empty text when it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A cut-off that a reader may move: its default, its range, and what it means."""

    name: str
    value: float
    low: float
    high: float
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Generic[C]):
    """One question; ``QUESTION`` in a file of its own.

    Attributes
    ----------
    name
        Its name in results, such as ``label-errors``.
    title
        The question itself, for readers.
    measure
        Measures and returns an :class:`~mlsec_nb.profile.answer.Answer` without findings. May raise
        :class:`~mlsec_nb.profile.context.Stopped`.
    judge
        Turns a measured answer into rows and findings by ``answer.thresholds``; must be cheap, since it is
        called anew whenever a threshold is moved.
    rules
        What it may report.
    needs
        Conditions; the first that is not met is why the question is skipped.
    cost
        Seconds that it is expected to take: cheap questions are asked first.
    weight
        Its part of the time that is left, against those of the questions after it. Questions with a weight
        look as closely as their part allows; they are asked after all others, the weightiest first.
    thresholds
        The cut-offs of ``judge``.
    method, limits
        How it measures, and what the answer does not prove.
    """

    name: str
    title: str
    measure: Callable[[C], Answer]
    judge: Callable[[Answer], Answer] | None = None
    rules: tuple[Rule, ...] = ()
    needs: tuple[Need[C], ...] = ()
    cost: Callable[[C], float] = lambda _: 0.1
    weight: float = 0.0
    thresholds: tuple[Threshold, ...] = ()
    method: str = ""
    limits: str = ""


@lru_cache(maxsize=2)
def questions(about: str) -> tuple[Question[Any], ...]:
    """Every question about ``data`` or about a ``model``, by name."""
    modules = modules_in(f"mlsec_nb.profile.{about}")
    found = [module.QUESTION for module in modules if hasattr(module, "QUESTION")]
    return tuple(sorted(found, key=lambda question: str(question.name)))


def chosen(about: str, names: str | Sequence[str] | None) -> tuple[Question[Any], ...]:
    """The questions of these names; all of them by default.

    Raises
    ------
    UsageError
        For a name that no question has.
    """
    known = {question.name: question for question in questions(about)}
    if names is None:
        return tuple(known.values())
    wanted = [names] if isinstance(names, str) else list(names)
    for name in wanted:
        if name not in known:
            raise UsageError(f"No question is called {name!r}.", f"There are: {', '.join(known)}.")
    return tuple(known[name] for name in dict.fromkeys(wanted))

"""The rows of one class that hold a pattern: what is known of such a group, and how groups compare."""

from __future__ import annotations

from dataclasses import dataclass

from mlsec_nb.profile.answer import Positions
from mlsec_nb.profile.backdoor.patterns import Pattern

LEVELS = (0.12, 0.25)
"""Likeness to the own class: groups up to the first level go before those up to the second, and these before
the others, however many rows they have."""

APART = 0.2
"""Groups that share at most this share of their rows are different ones."""

SPREAD_OUT = 0.7
"""Least spread of a group with a trigger: its rows differ as those of the classes they look like do."""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one class that hold a pattern, or both of two.

    Attributes
    ----------
    label
        The class.
    trigger
        The patterns.
    rows
        Among the rows that were looked at.
    purity
        Share of all rows with the patterns that have the label.
    likeness
        1 when the group, left out, is recognised as its class; 0 when it looks like rows of other classes.
    strength
        Standard errors between its votes and those of its class.
    spread
        Variance of its rows relative to that of the classes they look like: 1 for random rows of these, less
        for a natural group, whose rows are alike.
    """

    label: int
    trigger: tuple[Pattern, ...]
    rows: Positions
    purity: float
    likeness: float
    strength: float
    spread: float = 1.0

    @property
    def columns(self) -> tuple[str, ...]:
        """Where the trigger is."""
        return tuple(dict.fromkeys(pattern.column or "image" for pattern in self.trigger))

    def __str__(self) -> str:
        return " and ".join(map(str, self.trigger))


def order(group: Group) -> tuple[int, float]:
    """Groups of rows that are alike last, then by levels of likeness, then by strength."""
    levels = sum(group.likeness > level for level in LEVELS)
    return (len(LEVELS) + 1 if group.spread < SPREAD_OUT else levels), -group.strength


def grown(group: Group, groups: list[Group]) -> Group:
    """The strongest contradicted group of the same class that holds most of a group's rows."""
    inside = set(group.rows.tolist())
    wider = [
        other
        for other in groups
        if other.label == group.label
        and other.likeness <= LEVELS[-1]
        and other.spread >= SPREAD_OUT
        and len(inside.intersection(other.rows.tolist())) >= (1 - APART) * len(group.rows)
    ]
    return max(
        wider, key=lambda other: other.strength * other.purity / len(other.trigger) ** 0.1, default=group
    )


def rival(group: Group, groups: list[Group]) -> float:
    """The least likeness of another group with other rows.

    Where a rule or several clusters decide the class, many groups are contradicted when they are left out;
    a trigger is the only one.
    """
    inside = set(group.rows.tolist())
    return min(
        (
            other.likeness
            for other in groups
            if len(other.rows) >= len(group.rows) / 2
            and len(inside.intersection(other.rows.tolist())) <= APART * len(other.rows)
        ),
        default=1.0,
    )

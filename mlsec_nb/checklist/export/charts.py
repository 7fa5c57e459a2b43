"""Curves and bars as numbers for SVG; no style attribute, so that a page can forbid them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mlsec_nb.checklist.result import PillarScore

WIDTH = 120
HEIGHT = 28


@dataclass(frozen=True, slots=True)
class Range:
    """A score as a bar: what is sure, and what could be, in percent of the width."""

    sure: float
    possible: float


def points(scores: Iterable[float]) -> str:
    """The ``points`` of a polyline in a box of :data:`WIDTH` by :data:`HEIGHT`; empty for fewer than two."""
    listed = list(scores)
    if len(listed) < 2:
        return ""
    step = WIDTH / (len(listed) - 1)
    return " ".join(
        f"{number * step:.1f},{HEIGHT - 2 - (HEIGHT - 4) * min(max(score, 0), 100) / 100:.1f}"
        for number, score in enumerate(listed)
    )


def bar(pillar: PillarScore) -> Range:
    """The bar of a pillar."""
    low, high = pillar.low or 0.0, pillar.high or 0.0
    return Range(low, high - low)

"""Texts and records that hold personal data among other things: notes of agents, messages, JSON."""

from __future__ import annotations

import re

from mlsec_nb.privacy.kind import Kind, Sample
from mlsec_nb.privacy.text import find

SHORTEST = 25
_WORD = re.compile(r"\w+")


def _holds(value: str) -> bool:
    return len(value) >= SHORTEST and any(find(value, documentation=True))


def _is_prose(sample: Sample) -> bool:
    """Long values of several words or fields; what is one value has a kind of its own."""
    long = sum(len(value) >= SHORTEST and len(_WORD.findall(value)) > 4 for value in sample.values)
    return long > 0.5 * len(sample.values)


KINDS = (
    Kind(
        name="text-with-personal-data",
        label="text that holds personal data",
        check=_holds,
        blind=0.3,
        named=None,
        whole=_is_prose,
    ),
)

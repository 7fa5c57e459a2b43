"""How large is the model, and how much does it hold for each training row?"""

from __future__ import annotations

import sys

import numpy as np

from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.objects.walk import LEAVES, walk
from mlsec_nb.profile.question import Question
from mlsec_nb.profile.subject.case import Case


def measure(case: Case) -> Answer:
    """Add up arrays, numbers and trees."""
    numbers = size = trees = parts = 0
    for held in walk(case.model):
        parts += 1
        value = held.value
        if isinstance(value, np.ndarray) and not value.dtype.hasobject:
            fields = len(value.dtype.names or (1,))
            numbers, size = numbers + value.size * fields, size + value.nbytes
        elif hasattr(value, "numel") and hasattr(value, "element_size"):
            numbers, size = numbers + value.numel(), size + value.numel() * value.element_size()
        elif isinstance(value, LEAVES):
            size += sys.getsizeof(value)
        trees += type(value).__name__ in ("Tree", "TreePredictor")
    rows = len(case.train) if case.train is not None else 0
    metrics: dict[str, float] = {"numbers": numbers, "bytes": size, "objects": parts, "trees": trees}
    if rows:
        metrics["numbers_per_row"] = numbers / rows
    return Answer(name="complexity", metrics=metrics, n_used=rows, n_total=rows)


QUESTION = Question(
    name="complexity",
    title="How large is the model, and how much does it hold for each training row?",
    measure=measure,
    cost=lambda case: 0.03,
    method="Sizes of the arrays and values that a walk through the object meets.",
    limits=(
        "The content of boosters in compiled code is not counted. Many numbers are room to remember, no "
        "proof."
    ),
)

"""A small dataset with a bit of everything, profiled once."""

from __future__ import annotations

import numpy as np
import pytest

import mlsec_nb
from mlsec_nb.profile.dataset_profile import DatasetProfile

XSS = "<img src=x onerror=window.pwned=1>"
QUESTIONS = (
    "label-errors",
    "personal-data",
    "secrets",
    "split-overlap",
    "target-leakage",
    "constant-columns",
)


def columns(n: int = 120) -> dict[str, list[object]]:
    random = np.random.default_rng(0)
    labels = np.arange(n) % 2
    return {
        "first": (labels * 4 + random.normal(size=n)).tolist(),
        "second": (labels * 4 + random.normal(size=n)).tolist(),
        "mail": [f"person{i}@corp{i % 7}.example.com" for i in range(n)],
        XSS: [f"<script>window.pwned={i % 5}</script>" for i in range(n)],
        "y": np.where(np.arange(n) < 6, 1 - labels, labels).tolist(),
    }


@pytest.fixture(scope="package")
def profile() -> DatasetProfile:
    given = columns()
    test = {name: values[20:40] for name, values in given.items()}
    return mlsec_nb.profile_dataset(given, "y", test, questions=QUESTIONS, name="table")

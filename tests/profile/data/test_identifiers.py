import numpy as np

from tests.privacy.columns import numbers
from tests.profile.tables import answer


def test_keys_are_told_from_measurements_and_prose():
    random = np.random.default_rng(0)
    found = answer(
        "identifiers",
        {
            "id": np.arange(60),
            "uuid": [f"{n:08x}-0000-4000-8000-{n:012x}" for n in random.integers(0, 2**31, 60)],
            "part": numbers("??-####"),
            "customer_id": random.choice(10**9, 60, replace=False),
            "weight": random.normal(size=60),
            "count": random.choice(10**6, 60, replace=False),
            "text": [f"sentence number {n} of some prose" for n in range(60)],
            "group": [1, 2, 3] * 20,
        },
    )
    kinds = {"id": "running-number", "uuid": "uuid", "part": "key", "customer_id": "key"}
    assert found.columns == kinds
    assert {finding.rule for finding in found.findings} == {"MLS413"}


def test_the_target_is_no_identifier():
    assert answer("identifiers", {"id": np.arange(60), "x": [0, 1] * 30}, "id").columns == {}

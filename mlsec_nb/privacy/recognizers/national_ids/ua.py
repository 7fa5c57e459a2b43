"""Ukraine: taxpayer number of a person, ten digits that start with the days since 1900."""

from __future__ import annotations

from mlsec_nb.privacy.digits import only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_taxpayer(value: str) -> bool:
    digits = only(value, 10)
    if not digits:
        return False
    return weighted(digits[:9], (-1, 5, 7, 9, 4, 6, 10, 5, 7)) % 11 % 10 == int(digits[9])


KINDS = (
    Kind(
        name="national-id-ua-taxpayer-number",
        label="Ukrainian taxpayer number",
        check=_is_taxpayer,
        heads=("ipn", "іпн", "рнокпп", "rnokpp", "inn"),
        digits=True,
        strong=True,
    ),
)

"""Iceland: kennitala, the date of birth and a check digit."""

from __future__ import annotations

from mlsec_nb.privacy.digits import is_short_day, only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_kennitala(value: str) -> bool:
    digits = only(value, 10)
    if not digits or digits[9] not in "089" or int(digits[:2]) > 31:
        return False
    born = is_short_day(digits[4:6], digits[2:4], digits[:2])
    return born and weighted(digits, (3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


KINDS = (
    Kind(
        name="national-id-is-kennitala",
        label="Icelandic kennitala",
        check=_is_kennitala,
        heads=("kennitala", "kt"),
        digits=True,
        strong=True,
    ),
)

"""Bulgaria: EGN, ten digits with the date of birth and a check digit."""

from __future__ import annotations

from mlsec_nb.privacy.digits import is_day, only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_egn(value: str) -> bool:
    digits = only(value, 10)
    if not digits or weighted(digits[:9], (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10 != int(digits[9]):
        return False
    shift, month = divmod(int(digits[2:4]), 20)
    century = {0: 1900, 1: 1800, 2: 2000}.get(shift, 0)
    return is_day(century + int(digits[:2]), month, int(digits[4:6]))


KINDS = (
    Kind(
        name="national-id-bg-egn",
        label="Bulgarian EGN",
        check=_is_egn,
        heads=("egn", "егн", "единен граждански номер"),
        digits=True,
        strong=True,
    ),
)

"""Romania: CNP, thirteen digits with sex, date of birth and a check digit."""

from __future__ import annotations

from mlsec_nb.privacy.digits import is_short_day, only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_cnp(value: str) -> bool:
    digits = only(value, 13)
    if not digits or digits[0] == "0" or not is_short_day(digits[1:3], digits[3:5], digits[5:7]):
        return False
    check = weighted(digits[:12], (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return (1 if check == 10 else check) == int(digits[12])


KINDS = (
    Kind(
        name="national-id-ro-cnp",
        label="Romanian CNP",
        check=_is_cnp,
        heads=("cnp", "cod numeric personal"),
        digits=True,
        strong=True,
    ),
)

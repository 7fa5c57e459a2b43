"""Norway: fødselsnummer and D-number, two check digits by mod 11."""

from __future__ import annotations

from mlsec_nb.privacy.digits import is_short_day, only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_birth_number(value: str) -> bool:
    digits = only(value, 11)
    if not digits or int(digits[:2]) > 71 or int(digits[2:4]) > 52:  # D-numbers: the day plus 40
        return False
    first = -weighted(digits[:9], (3, 7, 6, 1, 8, 9, 4, 5, 2)) % 11
    second = -weighted(digits[:10], (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    if f"{first}{second}" != digits[9:]:
        return False
    return is_short_day(digits[4:6], str(int(digits[2:4]) % 40), str(int(digits[:2]) % 40))


KINDS = (
    Kind(
        name="national-id-no-birth-number",
        label="Norwegian birth number",
        check=_is_birth_number,
        heads=("fødselsnummer", "fodselsnummer", "fnr", "personnummer", "f nr"),
        digits=True,
        strong=True,
    ),
)

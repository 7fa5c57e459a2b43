"""Kazakhstan: IIN, twelve digits with the date of birth and a check digit."""

from __future__ import annotations

from mlsec_nb.privacy.digits import is_short_day, only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_iin(value: str) -> bool:
    digits = only(value, 12)
    if not digits or digits[6] not in "123456" or not is_short_day(digits[:2], digits[2:4], digits[4:6]):
        return False
    check = weighted(digits[:11], range(1, 12)) % 11
    if check == 10:
        check = weighted(digits[:11], (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)) % 11
    return check == int(digits[11])


KINDS = (
    Kind(
        name="national-id-kz-iin",
        label="Kazakh IIN",
        check=_is_iin,
        heads=("iin", "иин", "жсн"),
        digits=True,
        strong=True,
    ),
)

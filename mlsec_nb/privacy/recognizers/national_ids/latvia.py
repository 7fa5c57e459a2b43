"""Latvia: personal code, date of birth and a sign for the century; new ones start with 32."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import is_day, plain, weighted
from mlsec_nb.privacy.kind import Kind

_FORM = re.compile(r"\d{6}-?\d{5}")


def _is_personal_code(value: str) -> bool:
    if _FORM.fullmatch(value) is None:
        return False
    digits = plain(value)
    if digits.startswith("3") and int(digits[:2]) >= 32:
        return "-" in value
    century = {"0": 1800, "1": 1900, "2": 2000}.get(digits[6], 0)
    if not is_day(century + int(digits[4:6]), int(digits[2:4]), int(digits[:2])):
        return False
    check = (1101 - weighted(digits, (1, 6, 3, 7, 9, 10, 5, 8, 4, 2))) % 11
    return check % 10 == int(digits[10]) or "-" in value


KINDS = (
    Kind(
        name="national-id-lv-personal-code",
        label="Latvian personal code",
        check=_is_personal_code,
        heads=("personas kods", "pk"),
        digits=True,
        strong=True,
    ),
)

"""Czechia and Slovakia: rodné číslo, the date of birth and divisible by eleven since 1954."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import is_short_day, plain
from mlsec_nb.privacy.kind import Kind

_FORM = re.compile(r"\d{6} ?/? ?\d{3,4}")


def _is_birth_number(value: str) -> bool:
    if _FORM.fullmatch(value) is None:
        return False
    digits = plain(value)
    month = int(digits[2:4]) % 50
    month = month - 20 if month > 20 else month
    if not is_short_day(digits[:2], str(month), digits[4:6]):
        return False
    if len(digits) == 9:
        return "/" in value
    return int(digits) % 11 == 0 or (int(digits[:9]) % 11 == 10 and digits[9] == "0")


KINDS = (
    Kind(
        name="national-id-cz-birth-number",
        label="Czech or Slovak birth number",
        check=_is_birth_number,
        heads=("rodne cislo", "rod cislo", "rc", "birth number", "r c"),
        digits=True,
        strong=True,
    ),
)

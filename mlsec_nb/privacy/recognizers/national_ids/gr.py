"""Greece: AMKA (date of birth and Luhn's check) and tax number AFM."""

from __future__ import annotations

from mlsec_nb.privacy.digits import is_short_day, luhn, only
from mlsec_nb.privacy.kind import Kind


def _is_amka(value: str) -> bool:
    digits = only(value, 11)
    return bool(digits) and is_short_day(digits[4:6], digits[2:4], digits[:2]) and luhn(digits)


def _is_afm(value: str) -> bool:
    digits = only(value, 9)
    if not digits or int(digits) == 0:
        return False
    total = sum(int(digit) << (8 - place) for place, digit in enumerate(digits[:8]))
    return total % 11 % 10 == int(digits[8])


KINDS = (
    Kind(
        name="national-id-gr-amka",
        label="Greek AMKA",
        check=_is_amka,
        heads=("amka", "αμκα"),
        digits=True,
        strong=True,
    ),
    Kind(
        name="national-id-gr-afm",
        label="Greek tax number",
        check=_is_afm,
        heads=("afm", "αφμ"),
        digits=True,
        strong=True,
    ),
)

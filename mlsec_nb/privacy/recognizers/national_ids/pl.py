"""Poland: PESEL with the date of birth, identity card number; both with check digits."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import is_day, only, plain, weighted
from mlsec_nb.privacy.kind import Kind

_CARD = re.compile(r"[A-Z]{3}\d{6}")


def _is_pesel(value: str) -> bool:
    digits = only(value, 11)
    if not digits or weighted(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10:
        return False
    shift, month = divmod(int(digits[2:4]), 20)
    century = (1900, 2000, 2100, 2200, 1800)[shift]
    return is_day(century + int(digits[:2]), month, int(digits[4:6]))


def _is_card(value: str) -> bool:
    text = plain(value)
    if _CARD.fullmatch(text) is None:
        return False
    signs = [int(sign, 36) for sign in text]
    return (
        sum(sign * weight for sign, weight in zip(signs, (7, 3, 1, 9, 7, 3, 1, 7, 3), strict=True)) % 10 == 0
    )


KINDS = (
    Kind(
        name="national-id-pl-pesel",
        label="Polish PESEL",
        check=_is_pesel,
        heads=("pesel",),
        digits=True,
        strong=True,
    ),
    Kind(
        name="national-id-pl-identity-card",
        label="Polish identity card number",
        check=_is_card,
        heads=("dowod", "dowod osobisty", "nr dowodu"),
        digits=True,
        strong=True,
    ),
)

"""Russia: SNILS and the tax number of a person (INN), both with check digits."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import only, weighted
from mlsec_nb.privacy.kind import Kind, pattern

_INN = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def _is_snils(value: str) -> bool:
    digits = only(value, 11)
    if not digits:
        return False
    return weighted(digits[:9], range(9, 0, -1)) % 101 % 100 == int(digits[9:])


def _is_inn(value: str) -> bool:
    digits = only(value, 12)
    if not digits:
        return False
    first = weighted(digits[:10], _INN[1:]) % 11 % 10
    second = weighted(digits[:11], _INN) % 11 % 10
    return digits[10:] == f"{first}{second}"


KINDS = (
    Kind(
        name="national-id-ru-snils",
        label="Russian SNILS",
        check=_is_snils,
        heads=("snils", "снилс"),
        digits=True,
        strong=True,
        text=re.compile(r"(?<![\d-])\d{3}-\d{3}-\d{3} \d{2}(?![\d-])"),
    ),
    Kind(
        name="national-id-ru-inn",
        label="Russian tax number of a person",
        check=_is_inn,
        heads=("inn", "инн"),
        digits=True,
        strong=True,
    ),
    Kind(
        name="national-id-ru-passport",
        label="Russian passport number",
        check=pattern(r"\d{2} ?\d{2} ?№? ?\d{6}"),
        heads=("паспорт", "серия номер паспорта"),
        blind=None,
    ),
)

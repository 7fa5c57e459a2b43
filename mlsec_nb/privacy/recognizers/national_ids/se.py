"""Sweden: personnummer, the date of birth and Luhn's check."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import is_day, is_short_day, luhn, plain
from mlsec_nb.privacy.kind import Kind

_FORM = re.compile(r"(?:\d{2})?\d{6}[-+]?\d{4}")


def _is_personal_number(value: str) -> bool:
    if _FORM.fullmatch(value) is None:
        return False
    digits = plain(value.replace("+", ""))
    short = digits[-10:]
    day = str(int(short[4:6]) % 60)  # coordination numbers add 60
    if not is_short_day(short[:2], short[2:4], day):
        return False
    return luhn(short) and (len(digits) == 10 or is_day(int(digits[:4]), int(short[2:4]), int(day)))


KINDS = (
    Kind(
        name="national-id-se-personnummer",
        label="Swedish personal identity number",
        check=_is_personal_number,
        heads=("personnummer", "pnr", "persnr", "personnr"),
        digits=True,
        strong=True,
    ),
)

"""South Korea: resident registration number, date of birth, sex and century, six more digits."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import is_day
from mlsec_nb.privacy.kind import Kind

_FORM = re.compile(r"\d{6}-?[1-8]\d{6}")


def _is_registration(value: str) -> bool:
    if _FORM.fullmatch(value) is None:
        return False
    century = 2000 if value.replace("-", "")[6] in "3478" else 1900
    return is_day(century + int(value[:2]), int(value[2:4]), int(value[4:6]))


KINDS = (
    Kind(
        name="national-id-kr-rrn",
        label="South Korean resident registration number",
        check=_is_registration,
        heads=("rrn", "주민등록번호", "주민번호", "resident registration"),
        blind=0.8,
        digits=True,
        text=re.compile(r"(?<![\d-])\d{6}-[1-4]\d{6}(?![\d-])"),
        text_heads=True,
    ),
)

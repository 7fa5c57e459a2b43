"""China: resident identity number, 18 characters with the date of birth (GB 11643-1999)."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import is_day, weighted
from mlsec_nb.privacy.kind import Kind

_FORM = re.compile(r"[1-9]\d{16}[\dXx]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _is_resident(value: str) -> bool:
    if _FORM.fullmatch(value) is None or not is_day(int(value[6:10]), int(value[10:12]), int(value[12:14])):
        return False
    return "10X98765432"[weighted(value[:17], _WEIGHTS) % 11] == value[17].upper()


KINDS = (
    Kind(
        name="national-id-cn-resident-id",
        label="Chinese resident identity number",
        check=_is_resident,
        heads=("身份证", "身份证号", "身份证号码", "sfz", "resident id", "id card", "shenfenzheng"),
        digits=True,
        strong=True,
        text=re.compile(r"(?<![\dA-Za-z])[1-9]\d{16}[\dXx](?![\dA-Za-z])"),
    ),
)

"""Ireland: PPS number with a check letter."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import plain, weighted
from mlsec_nb.privacy.kind import Kind

_FORM = re.compile(r"\d{7}[A-W][A-IW]?")


def _is_ppsn(value: str) -> bool:
    text = plain(value)
    if _FORM.fullmatch(text) is None:
        return False
    extra = (ord(text[8]) - 64) * 9 if len(text) == 9 and text[8] != "W" else 0
    return "WABCDEFGHIJKLMNOPQRSTUV"[(weighted(text[:7], range(8, 1, -1)) + extra) % 23] == text[7]


KINDS = (
    Kind(
        name="national-id-ie-ppsn",
        label="Irish PPS number",
        check=_is_ppsn,
        heads=("ppsn", "pps", "pps no", "pps number"),
        digits=True,
        strong=True,
    ),
)

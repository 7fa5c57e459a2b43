"""India: Aadhaar with Verhoeff's check digit (which made-up numbers seldom have), PAN, voter's card."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import only, verhoeff
from mlsec_nb.privacy.kind import Kind, pattern


def _is_aadhaar(value: str) -> bool:
    digits = only(value, 12)
    return bool(digits) and verhoeff(digits)


KINDS = (
    Kind(
        name="national-id-in-aadhaar",
        label="Indian Aadhaar number",
        check=_is_aadhaar,
        loose=pattern(r"[2-9]\d{3}([ -]?)\d{4}\1\d{4}"),
        heads=("aadhaar", "aadhar", "adhaar", "uid no", "uidai", "aadhaar number", "आधार"),
        digits=True,
        strong=True,
        text=re.compile(r"(?<![\d.-])[2-9]\d{3}[ -]\d{4}[ -]\d{4}(?![\d.-])"),
        text_heads=True,
    ),
    Kind(
        name="national-id-in-pan",
        label="Indian PAN",
        check=pattern(r"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]"),
        heads=("pan", "pan no", "pan number", "pan card", "permanent account number"),
        blind=0.95,
        strong=True,
    ),
    Kind(
        name="national-id-in-voter-id",
        label="Indian voter's card number",
        check=pattern(r"[A-Z]{3}\d{7}"),
        heads=("epic no", "voter id", "epic number", "voter card"),
        blind=None,
    ),
)

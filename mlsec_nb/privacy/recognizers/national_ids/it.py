"""Italy: codice fiscale with its check letter."""

from __future__ import annotations

import re

from mlsec_nb.privacy.kind import Kind

_FORM = re.compile(r"[A-Z]{6}[0-9L-V]{2}[ABCDEHLMPRST][0-9L-V]{2}[A-Z][0-9L-V]{3}[A-Z]")
_ODD = dict(zip("0123456789", (1, 0, 5, 7, 9, 13, 15, 17, 19, 21), strict=True)) | dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (*(1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18), *(20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)),
        strict=True,
    )
)


def _is_fiscal_code(value: str) -> bool:
    text = value.upper().replace(" ", "")
    if len(value) > 22 or _FORM.fullmatch(text) is None:
        return False
    even = sum(int(sign) if sign.isdigit() else ord(sign) - 65 for sign in text[1:15:2])
    return chr(65 + (even + sum(_ODD[sign] for sign in text[:15:2])) % 26) == text[15]


KINDS = (
    Kind(
        name="national-id-it-codice-fiscale",
        label="Italian codice fiscale",
        check=_is_fiscal_code,
        heads=("codice fiscale", "cod fiscale", "cod fisc", "cf"),
        strong=True,
        text=re.compile(r"(?<![A-Za-z0-9])[A-Z]{6}\d{2}[ABCDEHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![A-Za-z0-9])"),
    ),
)

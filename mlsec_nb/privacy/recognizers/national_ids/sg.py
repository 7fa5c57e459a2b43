"""Singapore: NRIC and FIN with their check letter."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import weighted
from mlsec_nb.privacy.kind import Kind

_FORM = re.compile(r"[STFGM]\d{7}[A-Z]")
_LETTERS = {
    "S": "JZIHGFEDCBA",
    "T": "GFEDCBAJZIH",
    "F": "XWUTRQPNMLK",
    "G": "RQPNMLKXWUT",
    "M": "KLJNPQRTUWX",
}


def _is_nric(value: str) -> bool:
    if _FORM.fullmatch(value) is None:
        return False
    rest = weighted(value[1:8], (2, 7, 6, 5, 4, 3, 2))
    if value[0] == "M":
        return _LETTERS["M"][10 - (rest + 3) % 11] == value[8]
    return _LETTERS[value[0]][rest % 11] == value[8]


KINDS = (
    Kind(
        name="national-id-sg-nric",
        label="Singaporean NRIC or FIN",
        check=_is_nric,
        heads=("nric", "fin no", "nric fin"),
        digits=True,
        strong=True,
        text=re.compile(r"(?<![A-Za-z0-9])[STFGM]\d{7}[A-Z](?![A-Za-z0-9])"),
    ),
)

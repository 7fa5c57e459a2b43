"""Mexico: CURP with its check digit, RFC of a person, social security number (NSS)."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import luhn, only
from mlsec_nb.privacy.kind import Kind, pattern

_CURP = re.compile(
    r"[A-Z][AEIOUX][A-Z]{2}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z]\d"
)
_ALPHABET = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"


def _is_curp(value: str) -> bool:
    if _CURP.fullmatch(value) is None:
        return False
    total = sum(_ALPHABET.index(sign) * (18 - place) for place, sign in enumerate(value[:17]))
    return -total % 10 == int(value[17])


def _is_security_number(value: str) -> bool:
    digits = only(value, 11)
    return bool(digits) and luhn(digits)


KINDS = (
    Kind(
        name="national-id-mx-curp",
        label="Mexican CURP",
        check=_is_curp,
        heads=("curp",),
        blind=0.8,
        strong=True,
        text=re.compile(r"(?<![A-Z0-9])[A-Z]{4}\d{6}[HM][A-Z]{5}[0-9A-Z]\d(?![A-Z0-9])"),
    ),
    Kind(
        name="national-id-mx-rfc",
        label="Mexican RFC of a person",
        check=pattern(r"[A-ZÑ&]{4}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[0-9A-Z]{3}"),
        heads=("rfc",),
        blind=0.95,
        strong=True,
    ),
    Kind(
        name="national-id-mx-nss",
        label="Mexican social security number",
        check=_is_security_number,
        heads=("nss", "imss", "numero de seguridad social"),
        digits=True,
        strong=True,
    ),
)

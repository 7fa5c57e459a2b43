"""Spain: DNI and NIE with their check letter, social security number with two check digits."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import only, plain
from mlsec_nb.privacy.kind import Kind

_FORM = re.compile(r"(?:\d{7,8}|[XYZKLM]\d{7})[A-Z]")
_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


def _is_nif(value: str) -> bool:
    text = plain(value)
    if _FORM.fullmatch(text) is None or len(value) > 13:
        return False
    number = text[:-1].replace("X", "0").replace("Y", "1").replace("Z", "2").lstrip("KLM")
    return _LETTERS[int(number) % 23] == text[-1]


def _is_security_number(value: str) -> bool:
    digits = only(value, 12)
    if not digits or not 1 <= int(digits[:2]) <= 66:
        return False
    number = int(digits[2:10]) + int(digits[:2]) * 10**7 if digits[2] == "0" else int(digits[:10])
    return number % 97 == int(digits[10:])


KINDS = (
    Kind(
        name="national-id-es-nif",
        label="Spanish DNI, NIE or NIF",
        check=_is_nif,
        heads=("dni", "nie", "nif", "documento identidad", "documento de identidad"),
        digits=True,
        strong=True,
        text=re.compile(r"(?<![\w.-])(?:\d{8}|[XYZ]\d{7})-?[A-Z](?![\w-])"),
        text_heads=True,
    ),
    Kind(
        name="national-id-es-social-security",
        label="Spanish social security number",
        check=_is_security_number,
        heads=("nuss", "seguridad social", "numero seguridad social", "naf"),
        digits=True,
        strong=True,
    ),
)

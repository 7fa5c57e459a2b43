"""France: social security number (NIR) with a key by mod 97, and tax number."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import plain
from mlsec_nb.privacy.kind import Kind, listed

_FORM = re.compile(r"[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{8}")


def _is_nir(value: str) -> bool:
    text = plain(value)
    if _FORM.fullmatch(text) is None or len(value) > 21:
        return False
    body = int(text[:13].replace("2A", "19").replace("2B", "18"))
    return 97 - body % 97 == int(text[13:])


def _is_nir_without_key(value: str) -> bool:
    text = plain(value)
    return len(text) == 13 and _FORM.fullmatch(text + "00") is not None


KINDS = (
    Kind(
        name="national-id-fr-nir",
        label="French social security number",
        check=_is_nir,
        loose=lambda value: _is_nir(value) or _is_nir_without_key(value),
        heads=listed(
            """
            nir, numero secu, num secu, securite sociale, numero securite sociale, insee, secu
            """
        ),
        digits=True,
        strong=True,
        text=re.compile(r"(?<![\w.-])[12] ?\d{2} ?\d{2} ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}(?![\w.-])"),
    ),
)

"""Chile: RUT, a check digit or K at the end."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import plain
from mlsec_nb.privacy.kind import Kind

_FORM = re.compile(r"\d{1,2}\.?\d{3}\.?\d{3}-?[\dKk]")


def _is_rut(value: str) -> bool:
    if _FORM.fullmatch(value) is None:
        return False
    text = plain(value)
    total = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(text[:-1])))
    return "0K987654321"[total % 11] == text[-1]


KINDS = (
    Kind(
        name="national-id-cl-rut",
        label="Chilean RUT",
        check=_is_rut,
        heads=("rut", "run", "rol unico"),
        digits=True,
        strong=True,
    ),
)

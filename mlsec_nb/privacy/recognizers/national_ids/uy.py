"""Uruguay: cédula de identidad with a check digit."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import plain, weighted
from mlsec_nb.privacy.kind import Kind

_FORM = re.compile(r"\d\.?\d{3}\.?\d{3}-?\d")


def _is_cedula(value: str) -> bool:
    if _FORM.fullmatch(value) is None:
        return False
    digits = plain(value)
    return -weighted(digits[:7], (2, 9, 8, 7, 6, 3, 4)) % 10 == int(digits[7])


KINDS = (
    Kind(
        name="national-id-uy-cedula",
        label="Uruguayan cédula",
        check=_is_cedula,
        heads=("cedula", "ci"),
        digits=True,
        strong=True,
    ),
)

"""Taiwan: identity card number with a letter for the place and a check digit."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import weighted
from mlsec_nb.privacy.kind import Kind

_FORM = re.compile(r"[A-Z][1289A-D]\d{8}")
_PLACES = "ABCDEFGHJKLMNPQRSTUVXYWZIO"


def _is_identity(value: str) -> bool:
    if _FORM.fullmatch(value) is None:
        return False
    tens, ones = divmod(_PLACES.index(value[0]) + 10, 10)
    second = value[1] if value[1].isdigit() else "0123"["ABCD".index(value[1])]
    return (tens + ones * 9 + weighted(second + value[2:], (8, 7, 6, 5, 4, 3, 2, 1, 1))) % 10 == 0


KINDS = (
    Kind(
        name="national-id-tw-identity-number",
        label="Taiwanese identity number",
        check=_is_identity,
        heads=("身分證", "身分證字號", "national id"),
        digits=True,
        strong=True,
    ),
)

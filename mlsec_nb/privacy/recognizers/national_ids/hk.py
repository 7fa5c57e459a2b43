"""Hong Kong: identity card number with its check digit in brackets."""

from __future__ import annotations

import re

from mlsec_nb.privacy.kind import Kind

_FORM = re.compile(r"[A-Z]{1,2}\d{6}(?:\([0-9A]\)|[0-9A])")


def _is_identity(value: str) -> bool:
    if _FORM.fullmatch(value) is None:
        return False
    text = value.replace("(", "").replace(")", "").rjust(9)
    signs = [36 if sign == " " else int(sign, 36) for sign in text]
    return sum(sign * weight for sign, weight in zip(signs, range(9, 0, -1), strict=True)) % 11 == 0


KINDS = (
    Kind(
        name="national-id-hk-identity-card",
        label="Hong Kong identity card number",
        check=_is_identity,
        heads=("hkid", "hkic"),
        digits=True,
        strong=True,
    ),
)

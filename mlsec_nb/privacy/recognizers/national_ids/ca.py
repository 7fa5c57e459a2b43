"""Canada: social insurance number, nine digits with Luhn's check."""

from __future__ import annotations

from mlsec_nb.privacy.digits import luhn, only
from mlsec_nb.privacy.kind import Kind, listed


def _is_sin(value: str) -> bool:
    digits = only(value, 9)
    return digits[:1] not in ("", "0", "8") and luhn(digits)


KINDS = (
    Kind(
        name="national-id-ca-sin",
        label="Canadian social insurance number",
        check=_is_sin,
        heads=listed(
            """
            sin, sin no, sin number, social insurance, social insurance number, nas
            """
        ),
        blind=0.96,
        digits=True,
        strong=True,
    ),
)

"""Croatia: OIB, eleven digits by ISO/IEC 7064."""

from __future__ import annotations

from mlsec_nb.privacy.digits import mod_11_10, only
from mlsec_nb.privacy.kind import Kind


def _is_oib(value: str) -> bool:
    digits = only(value, 11)
    return bool(digits) and mod_11_10(digits)


KINDS = (
    Kind(
        name="national-id-hr-oib",
        label="Croatian OIB",
        check=_is_oib,
        heads=("oib",),
        digits=True,
        strong=True,
    ),
)

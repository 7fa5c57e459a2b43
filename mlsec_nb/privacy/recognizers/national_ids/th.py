"""Thailand: identity number of thirteen digits with a check digit."""

from __future__ import annotations

from mlsec_nb.privacy.digits import only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_identity(value: str) -> bool:
    digits = only(value, 13)
    if digits[:1] in ("", "0", "9"):
        return False
    return (11 - weighted(digits[:12], range(13, 1, -1)) % 11) % 10 == int(digits[12])


KINDS = (
    Kind(
        name="national-id-th-identity-number",
        label="Thai identity number",
        check=_is_identity,
        heads=("thai id", "เลขประจำตัวประชาชน", "บัตรประชาชน"),
        digits=True,
        strong=True,
    ),
)

"""Turkey: T.C. kimlik numarası, two check digits."""

from __future__ import annotations

from mlsec_nb.privacy.digits import only
from mlsec_nb.privacy.kind import Kind


def _is_identity(value: str) -> bool:
    text = only(value, 11)
    if text[:1] in ("", "0"):
        return False
    digits = [int(sign) for sign in text]
    tenth = (sum(digits[0:9:2]) * 7 - sum(digits[1:8:2])) % 10
    return digits[9] == tenth and digits[10] == sum(digits[:10]) % 10


KINDS = (
    Kind(
        name="national-id-tr-identity-number",
        label="Turkish identity number",
        check=_is_identity,
        heads=("tckn", "tc kimlik", "kimlik no", "tc no", "tc kimlik no"),
        digits=True,
        strong=True,
    ),
)

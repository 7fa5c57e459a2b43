"""Israel: identity number of nine digits with Luhn's check from the left."""

from __future__ import annotations

from mlsec_nb.privacy.digits import luhn, only
from mlsec_nb.privacy.kind import Kind


def _is_identity(value: str) -> bool:
    digits = only(value, 9, 8)
    return bool(digits) and int(digits) > 0 and luhn(digits.zfill(9))


KINDS = (
    Kind(
        name="national-id-il-identity-number",
        label="Israeli identity number",
        check=_is_identity,
        heads=("teudat zehut", "tz", "תעודת זהות", "zehut"),
        digits=True,
        strong=True,
    ),
)

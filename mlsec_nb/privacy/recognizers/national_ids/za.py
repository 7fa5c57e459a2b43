"""South Africa: identity number, the date of birth and Luhn's check."""

from __future__ import annotations

from mlsec_nb.privacy.digits import is_short_day, luhn, only
from mlsec_nb.privacy.kind import Kind


def _is_identity(value: str) -> bool:
    digits = only(value, 13)
    if not digits or digits[10] not in "012":
        return False
    return is_short_day(digits[:2], digits[2:4], digits[4:6]) and luhn(digits)


KINDS = (
    Kind(
        name="national-id-za-identity-number",
        label="South African identity number",
        check=_is_identity,
        heads=("sa id", "rsa id", "said"),
        digits=True,
        strong=True,
    ),
)

"""Belgium: national register number, two check digits by mod 97."""

from __future__ import annotations

from mlsec_nb.privacy.digits import only
from mlsec_nb.privacy.kind import Kind


def _is_register(value: str) -> bool:
    digits = only(value, 11)
    month = int(digits[2:4] or 99)  # foreigners: plus 20 or 40
    if month > 52 or month % 20 > 12 or int(digits[4:6]) > 31:
        return False
    body, check = int(digits[:9]), int(digits[9:])
    return check in (97 - body % 97, 97 - (2_000_000_000 + body) % 97)


KINDS = (
    Kind(
        name="national-id-be-national-register",
        label="Belgian national register number",
        check=_is_register,
        heads=("rijksregister*", "rrn", "insz", "niss", "registre national", "numero national"),
        digits=True,
        strong=True,
    ),
)

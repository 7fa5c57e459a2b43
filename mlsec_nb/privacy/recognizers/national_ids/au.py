"""Australia: tax file number and Medicare card number, both with check digits."""

from __future__ import annotations

from mlsec_nb.privacy.digits import only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_tfn(value: str) -> bool:
    digits = only(value, 9, 8)
    weights = (1, 4, 3, 7, 5, 8, 6, 9, 10) if len(digits) == 9 else (10, 7, 8, 4, 6, 3, 5, 1)
    return bool(digits) and int(digits) > 0 and weighted(digits, weights) % 11 == 0


def _is_medicare(value: str) -> bool:
    digits = only(value, 10, 11)
    check = weighted(digits, (1, 3, 7, 9, 1, 3, 7, 9)) % 10 if digits else -1
    return digits[:1] in ("2", "3", "4", "5", "6") and check == int(digits[8])


KINDS = (
    Kind(
        name="national-id-au-tfn",
        label="Australian tax file number",
        check=_is_tfn,
        heads=("tfn", "tax file", "tax file number"),
        digits=True,
        strong=True,
    ),
    Kind(
        name="national-id-au-medicare",
        label="Australian Medicare number",
        check=_is_medicare,
        heads=("medicare", "medicare no", "medicare number"),
        digits=True,
        strong=True,
    ),
)

"""New Zealand: tax number (IRD)."""

from __future__ import annotations

from mlsec_nb.privacy.digits import only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_ird(value: str) -> bool:
    digits = only(value, 8, 9).zfill(9)
    if not 10_000_000 < int(digits) < 150_000_000:
        return False
    check = -weighted(digits, (3, 2, 7, 6, 5, 4, 3, 2)) % 11
    if check == 10:
        check = -weighted(digits, (7, 4, 3, 2, 5, 2, 7, 6)) % 11
    return check == int(digits[8])


KINDS = (
    Kind(
        name="national-id-nz-ird",
        label="New Zealand tax number",
        check=_is_ird,
        heads=("ird", "ird no", "ird number"),
        digits=True,
        strong=True,
    ),
)

"""Indonesia: NIK, sixteen digits with the region and the date of birth (women: day plus 40)."""

from __future__ import annotations

from mlsec_nb.privacy.digits import is_short_day, only
from mlsec_nb.privacy.kind import Kind


def _is_nik(value: str) -> bool:
    digits = only(value, 16)
    if not digits or not 11 <= int(digits[:2]) <= 96:
        return False
    return is_short_day(digits[10:12], digits[8:10], str(int(digits[6:8]) % 40))


KINDS = (
    Kind(
        name="national-id-id-nik",
        label="Indonesian NIK",
        check=_is_nik,
        heads=("nik", "ktp", "no ktp"),
        digits=True,
    ),
)

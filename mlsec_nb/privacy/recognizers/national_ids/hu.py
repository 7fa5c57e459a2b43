"""Hungary: social insurance number (TAJ), tax identification number and personal number."""

from __future__ import annotations

from mlsec_nb.privacy.digits import only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_taj(value: str) -> bool:
    digits = only(value, 9)
    return bool(digits) and weighted(digits[:8], (3, 7) * 4) % 10 == int(digits[8])


def _is_tax_id(value: str) -> bool:
    digits = only(value, 10)
    return digits.startswith("8") and weighted(digits[:9], range(1, 10)) % 11 == int(digits[9])


def _is_personal(value: str) -> bool:
    digits = only(value, 11)
    if not digits or digits[0] == "0" or not 1 <= int(digits[3:5]) <= 12 or not 1 <= int(digits[5:7]) <= 31:
        return False
    up, down = weighted(digits[:10], range(1, 11)) % 11, weighted(digits[:10], range(10, 0, -1)) % 11
    return int(digits[10]) in (up, down)


KINDS = (
    Kind(
        name="national-id-hu-taj",
        label="Hungarian social insurance number",
        check=_is_taj,
        heads=("taj", "taj szam", "tajszam"),
        digits=True,
        strong=True,
    ),
    Kind(
        name="national-id-hu-tax-id",
        label="Hungarian tax identification number",
        check=_is_tax_id,
        heads=("adoazonosito", "adoazonosito jel"),
        digits=True,
        strong=True,
    ),
    Kind(
        name="national-id-hu-personal-number",
        label="Hungarian personal number",
        check=_is_personal,
        heads=("szemelyi szam", "szemelyi azonosito", "szemelyi*"),
        digits=True,
        strong=True,
    ),
)

"""Gulf states and Egypt: numbers with a fixed beginning, a date or a check digit."""

from __future__ import annotations

from mlsec_nb.privacy.digits import is_day, luhn, only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_emirates(value: str) -> bool:
    digits = only(value, 15)
    return digits.startswith("784") and 1900 <= int(digits[3:7]) <= 2030 and luhn(digits)


def _is_saudi(value: str) -> bool:
    digits = only(value, 10)
    return digits[:1] in ("1", "2") and luhn(digits)


def _is_egyptian(value: str) -> bool:
    digits = only(value, 14)
    if digits[:1] not in ("2", "3"):
        return False
    century = 1900 if digits[0] == "2" else 2000
    return is_day(century + int(digits[1:3]), int(digits[3:5]), int(digits[5:7])) and digits[7] in "01238"


def _is_kuwaiti(value: str) -> bool:
    digits = only(value, 12)
    if digits[:1] not in ("2", "3"):
        return False
    century = 1900 if digits[0] == "2" else 2000
    born = is_day(century + int(digits[1:3]), int(digits[3:5]), int(digits[5:7]))
    return born and 11 - weighted(digits, (2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)) % 11 == int(digits[11])


KINDS = (
    Kind(
        name="national-id-ae-emirates-id",
        label="Emirates ID",
        check=_is_emirates,
        heads=("emirates id", "eid", "emiratesid"),
        digits=True,
        strong=True,
    ),
    Kind(
        name="national-id-sa-national-id",
        label="Saudi identity or iqama number",
        check=_is_saudi,
        heads=("iqama", "saudi id", "رقم الهوية"),
        digits=True,
        strong=True,
    ),
    Kind(
        name="national-id-eg-national-id",
        label="Egyptian national number",
        check=_is_egyptian,
        heads=("raqam qawmi", "الرقم القومي"),
        digits=True,
        strong=True,
    ),
    Kind(
        name="national-id-kw-civil-id",
        label="Kuwaiti civil number",
        check=_is_kuwaiti,
        heads=("civil id", "الرقم المدني"),
        digits=True,
        strong=True,
    ),
)

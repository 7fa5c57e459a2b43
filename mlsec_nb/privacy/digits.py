"""Check digits and dates inside identifiers: what many recognisers share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

_SEPARATED = re.compile(r"[0-9](?:[ \-./]?[0-9]){3,39}")
_LUHN = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_VERHOEFF_TIMES = (
    *("0123456789", "1234067895", "2340178956", "3401289567", "4012395678"),
    *("5987604321", "6598710432", "7659821043", "8765932104", "9876543210"),
)
_VERHOEFF_TURN = (
    *("0123456789", "1576283094", "5803796142", "8916043527"),
    *("9453126870", "4286573901", "2793806415", "7046913258"),
)


def plain(value: str) -> str:
    """The value in capitals without blanks, dashes, dots and slashes."""
    return value.upper().translate(_BARE)


_BARE = str.maketrans("", "", " -./\u00a0\u2009\u2011")


def only(value: str, *lengths: int) -> str:
    """The digits of a value that has nothing else but single separators; empty for any other length."""
    if len(value) > 2 * max(lengths) or _SEPARATED.fullmatch(value) is None:
        return ""
    digits = plain(value)
    return digits if digits.isascii() and len(digits) in lengths else ""


def luhn(digits: str) -> bool:
    """The mod 10 check of ISO/IEC 7812-1, last digit included."""
    total = sum(map(int, digits[-1::-2])) + sum(_LUHN[int(digit)] for digit in digits[-2::-2])
    return total % 10 == 0


def verhoeff(digits: str) -> bool:
    """The check of Verhoeff (1969), last digit included."""
    state = 0
    for place, digit in enumerate(reversed(digits)):
        turned = int(_VERHOEFF_TURN[place % 8][int(digit)])
        state = int(_VERHOEFF_TIMES[state][turned])
    return state == 0


def mod_11_10(digits: str) -> bool:
    """The check of ISO/IEC 7064 MOD 11,10, last digit included."""
    state = 10
    for digit in digits[:-1]:
        state = (state + int(digit)) % 10 or 10
        state = state * 2 % 11
    return (state + int(digits[-1])) % 10 == 1


def mod_97(text: str) -> int:
    """The remainder of ISO/IEC 7064 MOD 97-10, letters counted from A = 10."""
    return int("".join(str(int(sign, 36)) for sign in text)) % 97


def weighted(digits: str, weights: Sequence[int]) -> int:
    """The sum of digits times weights, as far as both go."""
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def is_day(year: int, month: int, day: int) -> bool:
    """Whether there is such a day between 1870 and today."""
    try:
        found = date(year, month, day)
    except ValueError:
        return False
    return date(1870, 1, 1) <= found <= date.today()


def is_short_day(year: str, month: str, day: str) -> bool:
    """The same for a year of two digits, of whichever century."""
    return any(is_day(century + int(year), int(month), int(day)) for century in (1900, 2000))

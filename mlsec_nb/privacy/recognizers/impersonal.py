"""Values that are about no person but look like some that are: what wins here is not taken for them."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import only, weighted
from mlsec_nb.privacy.kind import Category, Kind, Sample, one_of, pattern

_UUID = re.compile(r"\{?[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\}?")
_HEX = re.compile(r"(?:0x)?[0-9A-Fa-f]{16,128}")
_VERSION = re.compile(r"v?\d{1,5}(?:\.\d{1,5}){1,3}(?:[-+.]?[a-z]+[\d.]*)?")
_CAS = re.compile(r"[1-9]\d{1,6}-\d{2}-\d")
_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}\d")
_TIME = re.compile(r"-?\d{1,3}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?")


def _is_isbn10(value: str) -> bool:
    text = value.replace("-", "").replace(" ", "").upper()
    if re.fullmatch(r"\d{9}[\dX]", text) is None:
        return False
    last = 10 if text[9] == "X" else int(text[9])
    return (weighted(text[:9], range(10, 1, -1)) + last) % 11 == 0


def _has_x(sample: Sample) -> bool:
    """Numbers with the same check have no X; ISBN-10 end in one of eleven."""
    ending = sum(value[-1] in "xX" and _is_isbn10(value) for value in sample.values)
    return ending >= 0.02 * len(sample.values)


def _is_ean(value: str) -> bool:
    digits = only(value, 8, 11, 12, 13, 14)  # of twelve, the first is often a zero that got lost
    return bool(digits) and not digits.startswith("756") and weighted(digits.zfill(14), (3, 1) * 7) % 10 == 0


def _is_cas(value: str) -> bool:
    if _CAS.fullmatch(value) is None:
        return False
    digits = value.replace("-", "")
    return sum(int(digit) * (place + 1) for place, digit in enumerate(reversed(digits[:-1]))) % 10 == int(
        digits[-1]
    )


def _is_instant(value: str) -> bool:
    return (
        value.isascii()
        and value.isdigit()
        and (
            (len(value) == 10 and 946_684_800 <= int(value) <= 2_100_000_000)
            or (len(value) == 13 and 946_684_800_000 <= int(value) <= 2_100_000_000_000)
        )
    )


def _narrow(sample: Sample) -> bool:
    """Instants lie within years of each other, telephone numbers do not."""
    if not all(map(_is_instant, sample.values)):
        return False
    seconds = [int(value[:10]) for value in sample.values]
    return max(seconds) - min(seconds) < 25 * 31_557_600 and min(seconds) >= 946_684_800


def _is_running(sample: Sample) -> bool:
    numbers = sorted({int(value) for value in sample.values if value.isdigit() and len(value) < 16})
    return (
        len(numbers) > 4
        and len(numbers) == len(sample.values)
        and numbers[-1] - numbers[0] < 3 * len(numbers)
    )


KINDS = tuple(
    Kind(category=Category.OTHER, named=None, **settings)  # type: ignore[arg-type]
    for settings in (
        {
            "name": "uuid",
            "label": "UUID",
            "check": lambda value: _UUID.fullmatch(value) is not None,
            "strong": True,
        },
        {
            "name": "hash",
            "label": "hash or hexadecimal identifier",
            "check": lambda value: (
                _HEX.fullmatch(value) is not None and not value.isdigit() and len(value) != 42
            ),
            "strong": True,
        },
        {
            "name": "isbn-10",
            "label": "ISBN-10",
            "check": _is_isbn10,
            "digits": True,
            "strong": True,
            "whole": _has_x,
        },
        {
            "name": "ean",
            "label": "article number (EAN, ISBN-13)",
            "check": _is_ean,
            "digits": True,
            "strong": True,
        },
        {"name": "cas", "label": "CAS number", "check": _is_cas, "digits": True, "strong": True},
        {
            "name": "isin",
            "label": "ISIN",
            "check": lambda value: _ISIN.fullmatch(value) is not None,
            "strong": True,
        },
        {"name": "instant", "label": "Unix time", "check": _is_instant, "strong": True, "whole": _narrow},
        {
            "name": "clock",
            "label": "time or duration",
            "check": lambda value: _TIME.fullmatch(value) is not None,
            "strong": True,
        },
        {
            "name": "running-number",
            "label": "running number",
            "check": str.isdigit,
            "strong": True,
            "whole": _is_running,
        },
        {
            "name": "calendar",
            "label": "month or day of the week",
            "check": one_of(
                """
                january, february, march, april, may, june, july, august, september, october, november,
                december, jan, feb, mar, apr, jun, jul, aug, sep, sept, oct, nov, dec, monday, tuesday,
                wednesday, thursday, friday, saturday, sunday, mon, tue, wed, thu, fri, sat, sun, spring,
                summer, autumn, winter, fall
                """
            ),
            "strong": True,
        },
        {
            "name": "state",
            "label": "state of the USA",
            "check": one_of(
                """
                alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware, florida,
                georgia, hawaii, idaho, illinois, indiana, iowa, kansas, kentucky, louisiana, maine,
                maryland, massachusetts, michigan, minnesota, mississippi, missouri, montana, nebraska,
                nevada, new hampshire, new jersey, new mexico, new york, north carolina, north dakota, ohio,
                oklahoma, oregon, pennsylvania, rhode island, south carolina, south dakota, tennessee,
                texas, utah, vermont, virginia, washington, west virginia, wisconsin, wyoming
                """
            ),
            "strong": True,
        },
        {
            "name": "masked",
            "label": "value that is masked already",
            "check": pattern(r"[^\n]{0,60}(?:\*{3,}|[Xx•#]{4,}|\*\*)[^\n]{0,60}"),
            "strong": True,
        },
    )
)

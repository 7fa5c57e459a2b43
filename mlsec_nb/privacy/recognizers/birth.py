"""Dates of birth: days that are as far back as the ages of people."""

from __future__ import annotations

import re
from datetime import date

from mlsec_nb.privacy.digits import is_day
from mlsec_nb.privacy.kind import Category, Kind, Sample, listed

_ISO = re.compile(
    r"(1[89]\d\d|20\d\d)([-/.]?)(\d{1,2})\2(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?"
)
_LOCAL = re.compile(r"(\d{1,2})([-/. ])(\d{1,2}|[^\W\d_]{3,12}\.?)\2(1[89]\d\d|20\d\d|\d\d)")
_ENGLISH = re.compile(r"[A-Z][a-z]{2,8}\.? \d{1,2},? (1[89]\d\d|20\d\d)")
_ASIAN = re.compile(r"(1[89]\d\d|20\d\d) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]")
_YEAR = re.compile(r"1[89]\d\d|20[012]\d")

_HEADS = listed(
    """
    dob, date of birth, birth, birthdate, birth date, birthday, bday, b day, born, d o b, geb, geburts*, geb
    datum, gebdat, naissance, date naissance, nacimiento, fecha nacimiento, fec nac, nascita, data nascita,
    nascimento, data nascimento, dt nasc, geboorte*, fodselsdato, fødselsdato, fodselsdag, fodelsedatum,
    syntymaaika, urodzenia, data urodzenia, narozeni, datum narozeni, rojstva, rodenja, nasterii, data
    nasterii, szuletesi*, dogum*, dogum tarihi, рождения, дата рождения, др, дата народження, народження,
    生年月日, 出生日期, 生日, 生年, 생년월일, जन्म तिथि, تاريخ الميلاد, תאריך לידה, ημερομηνια γεννησης,
    γεννησης, วันเกิด,
    ngay sinh, tanggal lahir, tgl lahir, tarikh lahir
    """
)


def year_of(value: str) -> int:
    """The year of a date, 0 for other values; two digits are of the last hundred years."""
    if found := _ISO.fullmatch(value) or _ASIAN.fullmatch(value):
        parts = [int(part) for part in found.groups() if part and part.isdigit()]
        return parts[0] if is_day(*parts) or parts[0] > 2000 else 0
    if found := _LOCAL.fullmatch(value):
        first, _, second, year = found.groups()
        whole = int(year) if len(year) == 4 else _of_last_hundred_years(int(year))
        if not second.isdigit():
            return whole if int(first) <= 31 else 0
        low, high = sorted((int(first), int(second)))
        return whole if 1 <= low <= 12 and 1 <= high <= 31 else 0
    found = _ENGLISH.fullmatch(value)
    return int(found.group(1)) if found else 0


def _of_last_hundred_years(short: int) -> int:
    return 2000 + short if 2000 + short <= date.today().year else 1900 + short


def _is_date(value: str) -> bool:
    return len(value) <= 32 and any(map(str.isdigit, value)) and year_of(value) > 0


def _ages(sample: Sample) -> list[int]:
    today = date.today().year
    return sorted(today - year for value in sample.values if (year := year_of(value)))


def _adults(sample: Sample) -> bool:
    """Whether the dates are spread as the ages of grown-up people are, and no other days I know of."""
    ages = _ages(sample)
    if len(ages) < 10 or len(sample.distinct) < 8:
        return False
    low, middle, high = ages[len(ages) // 50], ages[len(ages) // 2], ages[-1 - len(ages) // 50]
    return low >= 12 and 24 <= middle <= 75 and 45 <= high <= 116 and high - low >= 22


def _of_people(sample: Sample) -> bool:
    """Whether the dates may be days of birth at all: of grown-ups, of children, or of both."""
    ages = _ages(sample)
    if not ages or ages[0] < 0 or ages[-1] > 120:
        return False
    if ages[0] >= 12 or (ages[-1] >= 45 and ages[len(ages) // 2] >= 8):
        return True
    return ages[-1] <= 18 and ages[-1] - ages[0] >= 10


def _is_year(value: str) -> bool:
    return _YEAR.fullmatch(value) is not None


def _years_of_people(sample: Sample) -> bool:
    today = date.today().year
    ages = sorted(today - int(value) for value in sample.values if _is_year(value))
    return bool(ages) and ages[0] >= 0 and ages[-1] <= 115 and ages[len(ages) // 2] >= 8


KINDS = (
    Kind(
        name="date-of-birth",
        label="date of birth",
        check=_is_date,
        heads=_HEADS,
        whole=_adults,
        whole_named=_of_people,
    ),
    Kind(
        name="year-of-birth",
        label="year of birth",
        check=_is_year,
        heads=(
            "yob",
            "birth year",
            "year of birth",
            "geburtsjahr",
            "annee naissance",
            "ano nacimiento",
            *_HEADS,
        ),
        blind=None,
        named=0.9,
        whole_named=_years_of_people,
        category=Category.QUASI,
    ),
)

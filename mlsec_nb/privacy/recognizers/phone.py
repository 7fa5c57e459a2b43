"""Telephone numbers, international (E.164) and as countries write their own."""

from __future__ import annotations

import re
from collections import Counter

from mlsec_nb.privacy.digits import is_day
from mlsec_nb.privacy.kind import Kind, Sample, listed

_FORM = re.compile(
    r"(?:tel:)?\+?(?:\(\+?\d{1,5}\)|\d)(?:[ \-./\u00a0\u2011]{0,3}(?:\(\d{1,5}\)"
    r"|\d)){5,16}(?: ?(?:x|ext\.?|#) ?\d{1,6})?"
)
_DATE = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})|(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_DECIMAL = re.compile(r"-?\d+\.\d+")
_NORTH_AMERICAN = re.compile(
    r"(?:\+?1[ .-]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4}(?: ?(?:x|ext\.?) ?\d{1,6})?"
)
_THREE_THREE_FOUR = re.compile(r"\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}")
_GAP = re.compile(r"[ \-./\u00a0\u2011]+")
MOST_GROUPS = 5
"""Groups of digits in a number without its country: French ones have five pairs."""

_INTERNATIONAL = re.compile(r"(?:\+|00) ?\(?[1-9]")
_CHINESE = re.compile(r"1[3-9]\d{9}")


def _is_date(value: str) -> bool:
    found = _DATE.fullmatch(value)
    if found is None:
        return False
    parts = [int(part) for part in found.groups() if part]
    year, month, day = parts if found.group(1) else reversed(parts)
    return is_day(year, month, day) or is_day(year, day, month) or year > 2000


def _is_phone(value: str) -> bool:
    if not 7 <= len(value) <= 32 or _FORM.fullmatch(value) is None:
        return False
    number = re.split(r"x|ext|#", value, maxsplit=1)[0]
    digits = sum(map(str.isdigit, number))
    if not 6 <= digits <= 16 or len(set(number) & set("0123456789")) < 2:
        return False
    if len(_GAP.split(number.strip())) > MOST_GROUPS and not _INTERNATIONAL.match(value):
        return False
    return not (_is_date(value) or _ADDRESS.fullmatch(value) or _DECIMAL.fullmatch(value))


def _is_marked(value: str) -> bool:
    """Whether a value has what only telephone numbers have: a plus, a zero in front, brackets."""
    if _INTERNATIONAL.match(value) or _NORTH_AMERICAN.fullmatch(value) or _CHINESE.fullmatch(value):
        return True
    digits = sum(map(str.isdigit, value))
    return value[0] in "(0" and 8 <= digits <= (11 if value.isdigit() else 12)


def _marked(sample: Sample) -> bool:
    """Whether the column holds telephone numbers even if nobody says so."""
    marked = sum(map(_is_marked, sample.values))
    grouped = sum(_GROUPED.fullmatch(value) is not None for value in sample.values)
    written = [value for value in sample.values if _THREE_THREE_FOUR.fullmatch(value)]
    if written and _starts_anyhow(written):
        return False
    return _varied(sample) and max(marked / 0.35, grouped / 0.95) > len(sample.values)


def _varied(sample: Sample) -> bool:
    """Telephone numbers are no running numbers, and no two people share most of them."""
    bare = [value for value in sample.values if value.isdigit()]
    plain = [value for value in sample.values if not _is_marked(value)]
    if len(plain) > 0.8 * len(sample.values) and (_starts_anyhow(plain) or _starts_with_year(plain)):
        return False
    if len(bare) < len(sample.values):
        return True
    if sum(map(_is_compact_day, bare)) > 0.9 * len(bare):
        return False
    numbers = sorted(map(int, bare))
    spread = numbers[-1] - numbers[0]
    long = all(
        value.startswith("0") and len(value) > 11 and not _INTERNATIONAL.match(value) for value in bare
    )
    return len(numbers) < 5 or (spread > 20 * len(numbers) and min(map(len, bare)) >= 8 and not long)


def _is_compact_day(value: str) -> bool:
    return len(value) == 8 and is_day(int(value[:4]), int(value[4:6]), int(value[6:]))


def _starts_anyhow(values: list[str]) -> bool:
    """Random numbers start with every digit; the first digits of telephone numbers mean something."""
    firsts = Counter(value.lstrip("(+")[0] for value in values)
    rare = firsts["0"] + firsts["1"]
    return len(values) >= 30 and len(firsts) >= 9 and 0.05 * len(values) < rare < 0.5 * len(values)


def _starts_with_year(values: list[str]) -> bool:
    return all(value[:2] in ("19", "20") and not value[4:5].isdigit() for value in values)


_GROUPED = re.compile(r"[2-9]\d{1,3}(?: \d{2,4}){2,4}|\d{3}-\d{3}-\d{4}|\d{2,4}[-/ ]\d{3} ?\d{2} ?\d{2}")

KINDS = (
    Kind(
        name="phone-number",
        label="telephone number",
        check=_is_phone,
        heads=listed(
            """
            phone, *phone, phone number, tel, tele*, =mobile, mobile no, mobile number, =mobil, mobil nr,
            mob, mob no, =cell, cell no, cell number, =cel, =ph, ph no, handy, handynr, rufnummer, durchwahl,
            msisdn, fax, gsm, celular, movil, =portable, num portable, numero portable, cellulare,
            whatsapp, telmo*, *telefon,
            *telefonnummer, telefono, telefone, puhelin, matkapuhelin, контакт, телефон, тел,
            моб, 电话, 手机, 手机号, 電話, 電話番号, 携帯, 전화, 전화번호, 휴대폰, هاتف, جوال, טלפון,
            τηλεφωνο, โทรศัพท์, dien
            thoai, sdt, hp, no hp, phn, tph, tlf, contact no, contact number, landline, home no, callback,
            fono, fone, puh, gsm no
            """
        ),
        blind=0.9,
        named=0.8,
        whole=_marked,
        whole_named=_varied,
        text=re.compile(
            r"(?<![\w.+/=-])\+[1-9]\d{0,2}[ -]?(?:\(\d{1,4}\)[ -]?)?\d{1,4}(?:[ -]\d{2,8}){1,4}(?![\w-]|\.\d)"
        ),
    ),
)

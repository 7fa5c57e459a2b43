"""Telephone numbers, international (E.164) and as countries write their own."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import is_day
from mlsec_nb.privacy.kind import Kind, Sample

_FORM = re.compile(
    r"(?:tel:)?\+?(?:\(\+?\d{1,5}\)|\d)(?:[ \-./\u00a0\u2011]{0,3}(?:\(\d{1,5}\)|\d)){5,16}(?: ?(?:x|ext\.?|#) ?\d{1,6})?"
)
_DATE = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})|(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_DECIMAL = re.compile(r"-?\d+\.\d+")
_NORTH_AMERICAN = re.compile(
    r"(?:\+?1[ .-]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4}(?: ?(?:x|ext\.?) ?\d{1,6})?"
)
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
    return not (_is_date(value) or _ADDRESS.fullmatch(value) or _DECIMAL.fullmatch(value))


def _is_written_like_one(value: str) -> bool:
    """Whether the value is a telephone number even if nobody says so."""
    if not _is_phone(value):
        return False
    separated = not value.isdigit()
    return (
        _INTERNATIONAL.match(value) is not None
        or _NORTH_AMERICAN.fullmatch(value) is not None
        or (value[0] in "(0" and 8 <= sum(map(str.isdigit, value)) <= 12)
        or _CHINESE.fullmatch(value) is not None
        or (separated and _GROUPED.fullmatch(value) is not None)
    )


_GROUPED = re.compile(
    r"[2-9]\d{1,3}(?: \d{2,4}){2,4}|\d{3}-\d{3}-\d{4}|0\d{1,4}-\d{1,4}-\d{3,4}|\d{2,4}[-/ ]\d{3} ?\d{2} ?\d{2}"
)


def _marked(sample: Sample) -> bool:
    """Whether enough values have what only telephone numbers have: a plus, a zero in front, brackets."""
    marked = sum(value[0] in "+(0" or _NORTH_AMERICAN.fullmatch(value) is not None for value in sample.values)
    chinese = sum(_CHINESE.fullmatch(value) is not None for value in sample.values)
    grouped = sum(_GROUPED.fullmatch(value) is not None for value in sample.values)
    many = len(sample.values)
    forms = {re.sub(r"\d", "9", value) for value in sample.distinct}
    one_code = len(forms) == 1 and sample.distinct[0].isdigit() and sample.distinct[0].startswith("0")
    if one_code and chinese < 0.95 * many:
        return all(value.startswith("0") for value in sample.values) and len(sample.distinct[0]) in (10, 11)
    return marked > 0.35 * many or chinese > 0.95 * many or grouped > 0.95 * many


def _varied(sample: Sample) -> bool:
    """Telephone numbers are no running numbers, and no two people share most of them."""
    numbers = [int(value) for value in sample.values if value.isdigit()]
    if len(numbers) < len(sample.values):
        return True
    spread = max(numbers) - min(numbers)
    return spread > 20 * len(numbers) or len(numbers) < 5


KINDS = (
    Kind(
        name="phone-number",
        label="telephone number",
        check=_is_written_like_one,
        loose=_is_phone,
        heads=(
            *(
                "phone",
                "*phone",
                "phone number",
                "tel",
                "tele*",
                "mobile",
                "mob",
                "cell",
                "cell no",
                "cel",
                "ph",
                "ph no",
            ),
            *(
                "handy",
                "msisdn",
                "fax",
                "gsm",
                "celular",
                "movil",
                "portable",
                "cellulare",
                "whatsapp",
                "telmo*",
            ),
            *(
                "*telefon",
                "*telefonnummer",
                "telefono",
                "telefone",
                "*nummer tel",
                "puhelin",
                "matkapuhelin",
                "контакт",
            ),
            *(
                "телефон",
                "тел",
                "моб",
                "电话",
                "手机",
                "手机号",
                "電話",
                "電話番号",
                "携帯",
                "전화",
                "전화번호",
                "휴대폰",
            ),
            *(
                "هاتف",
                "جوال",
                "טלפון",
                "τηλεφωνο",
                "โทรศัพท์",
                "dien thoai",
                "sdt",
                "hp",
                "no hp",
                "phn",
                "tph",
                "tlf",
            ),
            *(
                "contact no",
                "contact number",
                "landline",
                "home no",
                "callback",
                "fono",
                "fone",
                "puh",
                "gsm no",
            ),
        ),
        blind=0.9,
        named=0.8,
        whole=_marked,
        whole_named=_varied,
        text=re.compile(
            r"(?<![\w.+/=-])\+[1-9]\d{0,2}[ -]?(?:\(\d{1,4}\)[ -]?)?\d{1,4}(?:[ -]\d{2,4}){1,4}(?![\w-]|\.\d)"
        ),
    ),
)

"""Germany: tax identification number, social insurance number and identity card number."""

from __future__ import annotations

import re
from collections import Counter

from mlsec_nb.privacy.digits import mod_11_10, only, plain, weighted
from mlsec_nb.privacy.kind import Kind, listed

_INSURED = re.compile(r"\d{2} ?\d{6} ?[A-Z] ?\d{3}")
_CARD = re.compile(r"[CFGHJKLMNPRTVWXYZ0-9]{9}\d")


def _is_tax_id(value: str) -> bool:
    digits = only(value, 11)
    if not digits or digits[0] == "0" or not mod_11_10(digits):
        return False
    counts = sorted(Counter(digits[:10]).values())
    return counts[-1] in (2, 3) and counts[-2] == 1


def _is_insurance(value: str) -> bool:
    if _INSURED.fullmatch(value) is None:
        return False
    text = plain(value)
    digits = text[:8] + f"{ord(text[8]) - 64:02d}" + text[9:11]
    products = zip(digits, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True)
    total = sum(sum(divmod(int(digit) * weight, 10)) for digit, weight in products)
    return total % 10 == int(text[11])


def _is_card(value: str) -> bool:
    if _CARD.fullmatch(value) is None or value.isdigit():
        return False
    total = sum(int(sign, 36) * (7, 3, 1)[place % 3] for place, sign in enumerate(value[:9]))
    return total % 10 == int(value[9])


def _is_pension(value: str) -> bool:
    return _is_insurance(value) and weighted(plain(value)[:2], (10, 1)) >= 2


KINDS = (
    Kind(
        name="national-id-de-tax-id",
        label="German tax identification number",
        check=_is_tax_id,
        heads=listed(
            """
            steuer id, steueridentifikationsnummer, idnr, steuer identnr, steuernummer, tin
            """
        ),
        digits=True,
        strong=True,
    ),
    Kind(
        name="national-id-de-social-insurance",
        label="German social insurance number",
        check=_is_pension,
        heads=("svnr", "sv nummer", "rvnr", "sozialversicherungs*", "rentenversicherungs*"),
        digits=True,
        strong=True,
    ),
    Kind(
        name="national-id-de-identity-card",
        label="German identity card number",
        check=_is_card,
        heads=("personalausweis*", "ausweis*", "perso nr"),
        digits=True,
        strong=True,
    ),
)

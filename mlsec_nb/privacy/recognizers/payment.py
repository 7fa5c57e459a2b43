"""Payment cards (ISO/IEC 7812), IBAN (ISO 13616), other account numbers, crypto wallets."""

from __future__ import annotations

import re
from hashlib import sha256

from mlsec_nb.privacy.digits import luhn, mod_97, only, plain, weighted
from mlsec_nb.privacy.headers import THINGS
from mlsec_nb.privacy.kind import Kind, listed

_ISSUERS = re.compile(
    r"4\d{12}(?:\d{3})?(?:\d{3})?|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11,16}"
    r"|6(?:011|4[4-9]\d|5\d\d)\d{12,15}|35\d{14}|(?:2131|1800)\d{11}|62\d{14,17}|(?:5[06-8]|6\d)\d{10,17}"
    r"|220[0-4]\d{12}"
)
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_IBAN_LENGTHS = {
    "AD": 24,
    "AE": 23,
    "AL": 28,
    "AT": 20,
    "AZ": 28,
    "BA": 20,
    "BE": 16,
    "BG": 22,
    "BH": 22,
    "BR": 29,
    "BY": 28,
    "CH": 21,
    "CR": 22,
    "CY": 28,
    "CZ": 24,
    "DE": 22,
    "DK": 18,
    "DO": 28,
    "EE": 20,
    "EG": 29,
    "ES": 24,
    "FI": 18,
    "FO": 18,
    "FR": 27,
    "GB": 22,
    "GE": 22,
    "GI": 23,
    "GL": 18,
    "GR": 27,
    "GT": 28,
    "HR": 21,
    "HU": 28,
    "IE": 22,
    "IL": 23,
    "IQ": 23,
    "IS": 26,
    "IT": 27,
    "JO": 30,
    "KW": 30,
    "KZ": 20,
    "LB": 28,
    "LC": 32,
    "LI": 21,
    "LT": 20,
    "LU": 20,
    "LV": 21,
    "LY": 25,
    "MC": 27,
    "MD": 24,
    "ME": 22,
    "MK": 19,
    "MR": 27,
    "MT": 31,
    "MU": 30,
    "NL": 18,
    "NO": 15,
    "PK": 24,
    "PL": 28,
    "PS": 29,
    "PT": 25,
    "QA": 29,
    "RO": 24,
    "RS": 22,
    "SA": 24,
    "SC": 31,
    "SE": 24,
    "SI": 19,
    "SK": 24,
    "SM": 27,
    "ST": 25,
    "SV": 28,
    "TL": 23,
    "TN": 24,
    "TR": 26,
    "UA": 29,
    "VA": 22,
    "VG": 24,
    "XK": 20,
}
_ACCOUNT = re.compile(r"(?:[A-Z]{2}\d{2}[A-Z]{0,6}|[A-Z]{4})?\d{6,24}")
_BASE58 = re.compile(r"[13LMDX][1-9A-HJ-NP-Za-km-z]{25,34}")
_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = re.compile(r"(?:bc1|tb1|ltc1)[02-9ac-hj-np-z]{11,71}")
_ETHER = re.compile(r"0x[0-9A-Fa-f]{40}")


def is_card(value: str) -> bool:
    """Whether the digits have an issuer's prefix and length and pass Luhn's check."""
    digits = only(value, *range(12, 20))
    return bool(digits) and _ISSUERS.fullmatch(digits) is not None and luhn(digits)


def is_iban(value: str) -> bool:
    """Whether the value has the length of its country and the check digits of ISO 13616."""
    text = plain(value)
    if len(value) > 42 or _IBAN.fullmatch(text) is None or _IBAN_LENGTHS.get(text[:2]) != len(text):
        return False
    return mod_97(text[4:] + text[:4]) == 1


def _is_clabe(value: str) -> bool:
    digits = only(value, 18)
    return bool(digits) and -sum(
        int(digit) * weight % 10 for digit, weight in zip(digits[:17], (3, 7, 1) * 6, strict=False)
    ) % 10 == int(digits[17])


def _is_polish_account(value: str) -> bool:
    digits = only(value, 26)
    return bool(digits) and mod_97(digits[2:] + "PL" + digits[:2]) == 1


def _is_spanish_account(value: str) -> bool:
    digits = only(value, 20)
    if not digits:
        return False
    weights = (1, 2, 4, 8, 5, 10, 9, 7, 3, 6)
    first, second = (-weighted(part, weights) % 11 for part in ("00" + digits[:8], digits[10:]))
    return digits[8:10] == f"{first % 10 if first < 10 else 1}{second % 10 if second < 10 else 1}"


def _is_account(value: str) -> bool:
    return len(value) <= 40 and _ACCOUNT.fullmatch(plain(value)) is not None


def _is_wallet(value: str) -> bool:
    if _ETHER.fullmatch(value) or _BECH32.fullmatch(value.lower()):
        return True
    if _BASE58.fullmatch(value) is None:
        return False
    number = 0
    for sign in value:
        number = number * 58 + _ALPHABET.index(sign)
    if number >= 1 << 200:
        return False
    body = number.to_bytes(25, "big")
    return sha256(sha256(body[:21]).digest()).digest()[:4] == body[21:]


KINDS = (
    Kind(
        name="payment-card",
        label="payment card number",
        check=is_card,
        heads=listed(
            """
            card number, card no, cardnumber, credit card, cc, cc no, cc num, ccnum, ccn, pan, debit card,
            card, kreditkarte*, carte bancaire, tarjeta, kartennummer, cartao, kart no
            """
        ),
        blind=0.85,
        named=0.8,
        digits=True,
        strong=True,
        text=re.compile(
            r"(?<![\w.-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{4}|3[47]\d\d[ -]\d{6}[ -]\d{5})"
            r"(?![\w-]|\.\d)"
        ),
    ),
    Kind(
        name="iban",
        label="IBAN",
        check=is_iban,
        heads=("iban", "*iban"),
        blind=0.85,
        digits=True,
        strong=True,
        text=re.compile(
            r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"
        ),
    ),
    Kind(
        name="bank-account-mx",
        label="Mexican CLABE",
        check=_is_clabe,
        heads=("clabe",),
        digits=True,
        strong=True,
    ),
    Kind(
        name="bank-account-pl",
        label="Polish account number",
        check=_is_polish_account,
        heads=("rachunek", "nr rachunku", "konto"),
        digits=True,
        strong=True,
    ),
    Kind(
        name="bank-account-es",
        label="Spanish account number",
        check=_is_spanish_account,
        heads=("ccc", "cuenta"),
        digits=True,
        strong=True,
    ),
    Kind(
        name="bank-account",
        label="bank account number",
        check=_is_account,
        heads=listed(
            """
            bank account, account no, account number, acct, acct no, acct num, acc no, bban, bankacct,
            kontonummer, konto nr, ktonr, kontonr, compte bancaire, rib, cuenta, cuenta bancaria, conto,
            rekening*, nr konta, nr rachunku, 口座番号, 账号, 银行账号, 계좌번호, hesap no, conta corrente
            """
        ),
        unless=THINGS,
        blind=None,
        named=0.9,
    ),
    Kind(
        name="crypto-wallet",
        label="address of a crypto wallet",
        check=_is_wallet,
        heads=listed(
            """
            wallet, btc, eth, bitcoin, ethereum, wallet address, btc address, eth address
            """
        ),
        strong=True,
    ),
)

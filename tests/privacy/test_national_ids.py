"""Identifiers with check digits: known ones pass, changed ones do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.privacy.registry import kind, kinds

# Numbers that the issuing states or the standards publish as examples, or that are made up to pass the check.
EXAMPLES = {
    "ar-cuil": "20-05536168-2",
    "at-svnr": "1237010180",
    "au-medicare": "2123 45670 1",
    "au-tfn": "123 456 782",
    "be-national-register": "85.07.30-033.28",
    "bg-egn": "7523169263",
    "br-cpf": "390.533.447-05",
    "ca-sin": "123-456-782",
    "ch-ahv": "756.9217.0769.85",
    "cl-rut": "12.531.909-2",
    "cn-resident-id": "11010519491231002X",
    "cz-birth-number": "710319/2745",
    "de-identity-card": "T220001293",
    "de-social-insurance": "15 070649 C 103",
    "de-tax-id": "36574261809",
    "ee-lt-personal-code": "36805280109",
    "es-nif": "54362315K",
    "es-social-security": "28 12345678 40",
    "fi-hetu": "131052-308T",
    "fr-nir": "295109912611193",
    "gr-afm": "094259216",
    "gr-amka": "01013099997",
    "hk-identity-card": "A123456(3)",
    "hr-oib": "33392005961",
    "hu-taj": "111111110",
    "ie-ppsn": "6433435F",
    "il-identity-number": "3933742-3",
    "imei": "35686800-004141-8",
    "in-aadhaar": "2341 2341 2346",
    "is-kennitala": "120174-3399",
    "it-codice-fiscale": "RCCMNL83S18D969H",
    "jmbg-emso": "0101006500006",
    "jp-my-number": "621498320257",
    "mx-curp": "BOXW310820HNERXN09",
    "nl-bsn": "111222333",
    "no-birth-number": "151086 95088",
    "nz-ird": "49-091-850",
    "payment-card": "4111 1111 1111 1111",
    "pl-pesel": "44051401359",
    "pt-nif": "501964843",
    "ro-cnp": "1630615123457",
    "ru-inn": "500100732259",
    "ru-snils": "112-233-445 95",
    "se-personnummer": "880320-0016",
    "sg-nric": "S1234567D",
    "th-identity-number": "1-2345-45678-78-1",
    "tr-identity-number": "17291716060",
    "tw-identity-number": "A123456789",
    "uk-nhs": "943 476 5870",
    "uy-cedula": "1.234.567-2",
    "za-identity-number": "7503305044089",
    "iban": "GB82 WEST 1234 5698 7654 32",
}

LENIENT = {"au-medicare", "mx-curp", "th-identity-number", "tw-identity-number", "uy-cedula"}
"""Their rules leave digits unchecked, or weigh modulo ten by numbers that divide it."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_of_its_kind(name: str) -> None:
    assert kind(name).check(EXAMPLES[name])


@pytest.mark.parametrize("name", EXAMPLES)
def test_nearly_every_changed_digit_is_noticed(name: str) -> None:
    text = EXAMPLES[name]
    changed = [
        text[:at] + digit + text[at + 1 :]
        for at, sign in enumerate(text)
        if sign.isdigit()
        for digit in "0123456789"
        if digit != sign
    ]
    passed = sum(map(kind(name).check, changed))
    assert passed <= (0.25 if name in LENIENT else 0.04) * len(changed)


@given(st.text(max_size=60))
def test_no_value_breaks_a_check(value: str) -> None:
    text = value.strip()
    if text:
        for one in kinds():
            one.check(text)
            if one.loose is not None:
                one.loose(text)


@given(st.text(alphabet="0123456789 .-/+():", min_size=1, max_size=40))
def test_no_number_breaks_a_check(value: str) -> None:
    text = value.strip()
    if text:
        for one in kinds():
            one.check(text)

"""Identifiers with check digits: known ones pass, changed ones do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.privacy.registry import kind, kinds

# Numbers that the issuing states or the standards publish as examples, or that are made up to pass the check.
EXAMPLES = {
    "national-id-ar-cuil": "20-05536168-2",
    "national-id-at-svnr": "1237010180",
    "national-id-au-medicare": "2123 45670 1",
    "national-id-au-tfn": "123 456 782",
    "national-id-be-national-register": "85.07.30-033.28",
    "national-id-bg-egn": "7523169263",
    "national-id-br-cpf": "390.533.447-05",
    "national-id-ca-sin": "123-456-782",
    "national-id-ch-ahv": "756.9217.0769.85",
    "national-id-cl-rut": "12.531.909-2",
    "national-id-cn-resident-id": "11010519491231002X",
    "national-id-cz-birth-number": "710319/2745",
    "national-id-de-identity-card": "T220001293",
    "national-id-de-social-insurance": "15 070649 C 103",
    "national-id-de-tax-id": "36574261809",
    "national-id-ee-lt-personal-code": "36805280109",
    "national-id-es-nif": "54362315K",
    "national-id-es-social-security": "28 12345678 40",
    "national-id-fi-hetu": "131052-308T",
    "national-id-fr-nir": "295109912611193",
    "national-id-gr-afm": "094259216",
    "national-id-gr-amka": "01013099997",
    "national-id-hk-identity-card": "A123456(3)",
    "national-id-hr-oib": "33392005961",
    "national-id-hu-taj": "111111110",
    "national-id-ie-ppsn": "6433435F",
    "national-id-il-identity-number": "3933742-3",
    "imei": "35686800-004141-8",
    "national-id-in-aadhaar": "2341 2341 2346",
    "national-id-is-kennitala": "120174-3399",
    "national-id-it-codice-fiscale": "RCCMNL83S18D969H",
    "national-id-jmbg-emso": "0101006500006",
    "national-id-jp-my-number": "621498320257",
    "national-id-mx-curp": "BOXW310820HNERXN09",
    "national-id-nl-bsn": "111222333",
    "national-id-no-birth-number": "151086 95088",
    "national-id-nz-ird": "49-091-850",
    "payment-card": "4111 1111 1111 1111",
    "national-id-pl-pesel": "44051401359",
    "national-id-pt-nif": "501964843",
    "national-id-ro-cnp": "1630615123457",
    "national-id-ru-inn": "500100732259",
    "national-id-ru-snils": "112-233-445 95",
    "national-id-se-personnummer": "880320-0016",
    "national-id-sg-nric": "S1234567D",
    "national-id-th-identity-number": "1-2345-45678-78-1",
    "national-id-tr-identity-number": "17291716060",
    "national-id-tw-identity-number": "A123456789",
    "national-id-uk-nhs": "943 476 5870",
    "national-id-uy-cedula": "1.234.567-2",
    "national-id-za-identity-number": "7503305044089",
    "iban": "GB82 WEST 1234 5698 7654 32",
}

LENIENT = {
    f"national-id-{name}"
    for name in ("au-medicare", "mx-curp", "th-identity-number", "tw-identity-number", "uy-cedula")
}
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

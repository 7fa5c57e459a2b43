"""Personal data in running text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.privacy.text import find


def kinds(text: str) -> list[str]:
    return [span.kind.name for span in find(text)]


FOUND = {
    "write to jo.miller@bigcorp.com today": "email-address",
    "call +49 30 901820 or come": "phone-number",
    "IBAN DE68 2105 0170 0012 3456 78": "iban",
    "card 4539 1488 0343 6467 expires": "payment-card",
    "SSN: 536-22-1845": "national-id-us-ssn",
    "NHS number: 943 476 5919": "national-id-uk-nhs",
    "756.9217.0769.85": "national-id-ch-ahv",
    "CPF 390.533.447-05": "national-id-br-cpf",
    "codice fiscale RCCMNL83S18D969H": "national-id-it-codice-fiscale",
    "id 131052-308T": "national-id-fi-hetu",
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<": "machine-readable-zone",
}


@pytest.mark.parametrize("text", FOUND)
def test_personal_values_are_found_where_they_stand(text: str) -> None:
    (span,) = find(text)
    assert span.kind.name == FOUND[text]
    assert text[span.start : span.end].strip() == text[span.start : span.end]


QUIET = [
    "git@github.com:owner/repo.git",
    "you@example.com, noreply@bigcorp.com, info@bigcorp.com, a@b.com",
    "y = X@W.to(device)  # and theta@x.dot(y)",
    "@property  @torch.no_grad()  user@host",
    "loss +1.234e-05, +12.5 and +1 234 567",
    "4111 1111 1111 1111 and GB82 WEST 1234 5698 7654 32 are examples, as is 123-45-6789",
    "order 4539 1488 0343 6468",
    "array([4539148803436467, 1234567890123456])",
    "943 476 5919",
    "2021-01-02 12:30:01,123 INFO 10.0.0.1 epoch 12/100",
    "tensor([[0.1234, 0.5678], [1.2345, 6.7890]])",
    "978-3-16-148410-0 and 10.1000/182",
]


@pytest.mark.parametrize("text", QUIET)
def test_what_only_looks_personal_is_not(text: str) -> None:
    assert kinds(text) == []


@given(st.text(alphabet="0123456789 -.@+abAB<:/", max_size=200))
def test_every_span_passes_its_own_check(text: str) -> None:
    for span in find(text):
        assert span.kind.check(text[span.start : span.end])


@pytest.mark.parametrize("sign", ["1", "1 ", "a@", "a.", "+1 ", "AB12 ", "1-", "A", "P<", "1234 "])
def test_hostile_text_costs_linear_time(sign: str) -> None:
    start = time.process_time()
    list(find(sign * (400_000 // len(sign))))
    assert time.process_time() - start < 10  # a quadratic pattern would take hours

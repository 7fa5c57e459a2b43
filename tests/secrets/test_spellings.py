"""Values are masked in every spelling, and nothing else is."""

from __future__ import annotations

import html
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.secrets.spellings import MASKED, RUN, Eraser
from tests.secrets_fakes import letters

VALUE = letters(40, 3)
SPECIAL = "a\"b'c\\d\ne<f>&g/h+i=j%k~l{m}" + letters(20, 4)

WAYS = {
    "plain": str,
    "json": json.dumps,
    "json in json": lambda text: json.dumps(json.dumps(text)),
    "repr": repr,
    "html": html.escape,
    "json in html": lambda text: html.escape(json.dumps(text)),
    "url": quote,
    "coloured": lambda text: "\x1b[31m".join(text[at : at + 7] for at in range(0, len(text), 7)),
}


def erased(text: str, *values: str) -> str:
    return Eraser([(value, "api-key") for value in values])(text)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("value", [VALUE, SPECIAL], ids=["letters", "special"])
def test_spellings(way, value):
    text = erased(f"before {WAYS[way](value)} after", value)
    assert text.startswith("before ")
    assert text.endswith(" after")
    assert MASKED.search(text)
    assert not any(value[at : at + RUN] in text for at in range(len(value) - RUN + 1))
    assert letters(20, 4)[-10:] not in text


def test_value_between_tags_and_the_tags_stay():
    text = erased(f"<td><b>{VALUE[:15]}</b><i>{VALUE[15:]}</i></td>", VALUE)
    assert VALUE[:10] not in text
    assert text.count("<b>") == text.count("</b>") == text.count("<i>") == text.count("</i>") == 1


def test_what_is_left_of_a_cut_value():
    assert VALUE[3:13] not in erased(f"{VALUE[3:20]}...", VALUE)


def test_short_value_is_masked_as_a_word_only():
    text = erased("pw: hunter2, hunter22, xhunter2", "hunter2")
    assert text.count("hunter2") == 2
    assert "pw: [api-key, 7 characters, #" in text


def test_very_short_value_does_not_shred_the_text():
    assert erased("the cat sat", "cat") == "the cat sat"


def test_ruler_in_a_value_is_not_a_run():
    assert erased("----------", f"-----BEGIN{'-' * 20}{VALUE}") == "----------"


def test_row_of_one_letter_in_a_value_goes_with_it():
    value = "A" * 24 + VALUE
    assert "AAAA" not in erased(f"bearer {value}", value)


@given(st.text(max_size=300))
def test_text_without_the_value_stays_as_it_is(text):
    assert erased(text, VALUE) == text


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(sorted(WAYS)))
def test_no_run_is_left_wherever_the_value_stands(before, after, way):
    text = erased(before + WAYS[way](VALUE) + after, VALUE)
    assert not any(VALUE[at : at + RUN] in text for at in range(len(VALUE) - RUN + 1))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 40)), max_size=5), st.text(max_size=20))
def test_erasing_twice_is_erasing_once(pieces, between):
    eraser = Eraser([(VALUE, "api-key")])
    text = between.join(VALUE[start:end] for start, end in pieces)
    assert eraser(eraser(text)) == eraser(text)

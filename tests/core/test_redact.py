"""Masks hide the value and keep the place."""

from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.core.redact import Redactor, mask, short_hash


def test_mask_tells_kind_length_and_short_hash():
    assert mask("openai-key", "x" * 51) == f"[openai-key, 51 characters, #{short_hash('x' * 51)}]"
    assert short_hash("a", "salt") != short_hash("a", "pepper")


@given(st.text(min_size=4), st.text(), st.text())
def test_no_value_gets_through(value, before, after):
    redact = Redactor([(value, "kind")])
    assert value in mask("kind", value) or value not in redact(f"{before} {value} {after}")


def test_longer_value_wins():
    redact = Redactor([("abcd", "short"), ("abcdefgh", "long")])
    assert redact("abcdefgh") == mask("long", "abcdefgh")


def test_span_follows_what_it_pointed_at():
    redact = Redactor([("value", "kind")])
    text, (start, end) = redact.span("f(value) + g(x)", 11, 15)
    assert text[start:end] == "g(x)"


def test_span_across_a_value_covers_the_line():
    redact = Redactor([("value", "kind")])
    text, span = redact.span("f(value)", 0, 4)
    assert span == (0, len(text))

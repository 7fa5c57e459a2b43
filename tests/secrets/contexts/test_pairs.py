"""Names are found where they may make sense, and no other way than by reading the whole line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.secrets.contexts import pairs
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.names import Sense, sense_of

ODD = ["ſ", "\u212a", "İ"]
PIECES = ["key", "API_", "token", "\\n", "\\N", "-", "--", ".", "_", "9", " ", "=", "a" * 60, *ODD]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_the_same_names_as_in_a_plain_search(text: str) -> None:
    line = Line(text, 0, text)
    plain = [name.span() for name in pairs._NAME.finditer(text) if sense_of(name.group(1)) is not Sense.NONE]
    quick = [name.span() for name in pairs._names(line) if sense_of(name.group(1)) is not Sense.NONE]
    assert quick == plain

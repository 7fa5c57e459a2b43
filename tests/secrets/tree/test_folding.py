from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.secrets.tree.folding import Folded, fold


def value(expression: str, **names: str) -> str | None:
    known = {name: Folded(text, (text,)) for name, text in names.items()}
    folded = fold(ast.parse(expression, mode="eval").body, known)
    return None if folded is None else folded.value


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'ab' 'cd'", "abcd"),
        ("'a' + 'b' + 'c'", "abc"),
        ("b'ab'.decode()", "ab"),
        ("f\"{'a'}b{'c'}\"", "abc"),
        ("'-'.join(['a', 'b'])", "a-b"),
        ("''.join(reversed('abc'))", "cba"),
        ("'cba'[::-1]", "abc"),
        ("'%s_%s' % ('a', 'b')", "a_b"),
        ("'{}{}'.format('a', 'b')", "ab"),
        ("'a{rest}'.format(rest='b')", "ab"),
        ("'{1}{0}'.format('a', 'b')", "ba"),
        ("'{x:>9}'.format(x='b')", None),
        ("'{0.real}'.format('b')", None),
        ("base64.b64decode('YWJjZA==').decode()", "abcd"),
        ("bytes.fromhex('61626364').decode()", "abcd"),
        ("codecs.decode('nopq', 'rot13')", "abcd"),
        ("codecs.decode('61626364', 'hex').decode()", "abcd"),
        ("codecs.decode(b'YWJjZA==', 'base64')", "abcd"),
        ("codecs.decode('nopq', 'utf-8')", None),
        ("''.join(map(chr, [97, 98, 99, 100, 101, 102, 103, 104]))", "abcdefgh"),
        ("''.join(chr(c) for c in [97, 98, 99, 100, 101, 102, 103, 104])", "abcdefgh"),
        ("prefix + 'x'", "px"),
        ("unknown + 'x'", None),
        ("call('x')", None),
        ("'a' * 10", None),
        ("base64.b64decode('&&&')", None),
        ("'%d' % 'x'", None),
    ],
)
def test_constant_expressions(expression: str, expected: str | None) -> None:
    assert value(expression, prefix="p") == expected


@given(st.lists(st.text(max_size=5), min_size=2, max_size=200))
def test_long_sums_are_folded(pieces: list[str]) -> None:
    assert value(" + ".join(map(repr, pieces))) == "".join(pieces)


@given(st.text(max_size=40))
def test_what_python_makes_of_a_literal_is_what_folding_makes(text: str) -> None:
    assert value(repr(text)) == text

"""Reading shell lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.notebook.shell import every_command, read_shell


def argvs(text: str) -> list[list[str]]:
    return [command.argv for _, command in every_command(read_shell(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ls -l 'a b' \"c d\" e\\ f", [["ls", "-l", "a b", "c d", "e f"]]),
        ("a | b && c; d", [["a"], ["b"], ["c"], ["d"]]),
        ("sudo -E bash x", [["bash", "x"]]),
        ("A=1 B=2 env C=3 run", [["run"]]),
        ("python3.11 -m pip install x", [["pip", "install", "x"]]),
        ("bash <(curl x)", [["bash", "<(curl x)"], ["curl", "x"]]),
        ('sh -c "$(curl "u v")"', [["sh", "-c", '$(curl "u v")'], ["curl", "u v"]]),
        ("bash -c 'a | b'", [["bash", "-c", "a | b"], ["a"], ["b"]]),
        ("x=`a | b`", [[], ["a"], ["b"]]),
        ("ls # a comment | sh", [["ls"]]),
        ("ls > out 2>&1", [["ls"]]),
        ("(cd a && ls)", [["cd", "a"], ["ls"]]),
        ("for i in 1 2; do get $i; done", [["for", "i", "in", "1", "2"], ["get", "$i"], ["done"]]),
        ("timeout 5 curl x", [["curl", "x"]]),
    ],
)
def test_words(text, expected):
    assert argvs(text) == expected


def test_lines_and_continuations():
    commands = [command for _, command in every_command(read_shell("a \\\n b\nc"))]
    assert [(c.line, c.end_line, c.argv) for c in commands] == [(1, 2, ["a", "b"]), (3, 3, ["c"])]


def test_here_document_is_a_redirect():
    first, second = (command for _, command in every_command(read_shell("cat <<EOF\na | b\nEOF\nls")))
    assert first.redirects == [("<<", "a | b")]
    assert (second.argv, second.line) == (["ls"], 4)


def test_exported_variables():
    (command,) = (command for _, command in every_command(read_shell("export A=1 B='x y'")))
    assert command.variables == {"A": "1", "B": "x y"}


@pytest.mark.parametrize(
    "text", ["$(" * 500, "`" * 1001, "((((" * 200, "'" + "a" * 1000, "a <<E\n" * 300, '"$(' * 300]
)
def test_hostile_line_is_survived(text):
    read_shell(text)


@given(st.text(alphabet="ab|&;()<>$`'\"\\\n #=-", max_size=80))
def test_any_text_is_read(text):
    for _, command in every_command(read_shell(text)):
        assert 1 <= command.line <= text.count("\n") + 1

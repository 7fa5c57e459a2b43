"""Escape sequences, bidi and control characters: no text that we print makes a terminal or reader obey."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from mlsec_nb.frontends.cli import main
from tests.hostile.conftest import SCALE
from tests.hostile.places import write

SEQUENCES = {
    "title": "\x1b]0;owned\x07",
    "clear": "\x1b[2J\x1b[H",
    "link": "\x1b]8;;http://evil\x1b\\here\x1b]8;;\x1b\\",
    "c1": "\x9b31m\x9d0;x\x9c\x85",
    "bidi": "\u202egpj.exe\u2066x\u2069\u200f",
    "hidden": "a\u200b\u2060\ufeff\u00ad\u115f",
    "back": "safe\x08\x08\x08\x08evil\x7f",
    "lines": "a\u2028b\u2029c\x0b\x0c",
}
LAID_OUT = {"\n", "\t"}
SEPARATOR = "\u200b"
"""Markdown keeps a code host from making links with it."""

COMMANDS = {
    **{
        name: ["scan", ".", "--format", name]
        for name in ("text", "json", "jsonl", "sarif", "markdown", "junit", "html")
    },
    "color": ["scan", ".", "--color", "always"],
    "verbatim": ["scan", "there is no \x1b[2J", "nor \u202ethis"],
    "baseline": ["scan", ".", "--baseline", "no \x1b[2J such"],
    "wrong": ["scan", "--no\x1b[2Jsuch"],
    "config": ["scan", ".", "--config", "no\x1b[2Jsuch"],
    "fix": ["fix", "."],
    "write": ["fix", ".", "--write"],
    "manifest": ["manifest", "."],
    "inspect": ["inspect", "members.pt"],
    "pickle": ["inspect", "model.pkl", "--all"],
    "explain": ["explain", "no\x1b[2Jsuch"],
    **{
        f"checklist-{name}": ["checklist", "--format", name]
        for name in ("text", "markdown", "html", "json", "sarif")
    },
    "init": ["checklist", "init"],
    "undo": ["fix", "--undo", "no\x1b[2Jsuch"],
    "attest": ["attest", "no\x1b[2Jsuch", "--by", "\x1b[2J"],
}


def obeyed(text: str, allowed: set[str]) -> set[str]:
    """The characters in ``text`` that steer what shows it, colours of ours left out."""
    return {
        hex(ord(char))
        for char in set(text) - allowed
        if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp")
    }


OFTEN = ("link", "c1", "bidi")
TRIED = {name: text for name, text in SEQUENCES.items() if name in OFTEN or SCALE > 1}


@pytest.mark.parametrize("sequence", TRIED.values(), ids=TRIED)
def test_nothing_printed_steers_a_terminal(
    sequence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, tried: Callable[..., None]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MLSEC_UNDO", str(tmp_path / ".undo"))
    write(tmp_path, sequence)
    found = {}
    for name, words in COMMANDS.items():
        with suppress(SystemExit):
            main([*words, "--no-cache"] if words[0] == "scan" else words)
        captured = capsys.readouterr()
        printed = captured.out + captured.err
        if name == "color":
            printed = re.sub(r"\x1b\[[0-9;]*m", "", printed)
        allowed = LAID_OUT | ({SEPARATOR} if "markdown" in name else set())
        if steering := obeyed(printed, allowed):
            found[name] = steering
        tried()
    assert found == {}

"""A secret in every field of a project: it is in nothing that any command prints, writes or remembers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from mlsec_nb.frontends.cli import main
from tests.hostile.places import write
from tests.hostile.test_terminal import COMMANDS
from tests.secrets_fakes import openai_key

PREVIEWS = {"write"}
"""Commands that move the value to where the user wants it."""


def test_no_byte_of_a_secret_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, tried: Callable[..., None]
) -> None:
    project, kept = tmp_path / "project", tmp_path / "kept"
    project.mkdir()
    monkeypatch.chdir(project)
    monkeypatch.setenv("MLSEC_CACHE", str(kept))
    monkeypatch.setenv("MLSEC_UNDO", str(tmp_path / "undo"))
    key = openai_key()
    write(project, "words", reported=False)
    before = set(project.rglob("*"))
    told = {}
    for name, words in COMMANDS.items():
        if name not in PREVIEWS:
            with suppress(SystemExit):
                main(words)
            captured = capsys.readouterr()
            told[name] = captured.out + captured.err
            tried()
    for path in {*project.rglob("*"), *kept.rglob("*")} - before:
        if path.is_file():
            told[str(path)] = path.read_bytes().decode("latin-1")
    pieces = (key, key[:20], key[-20:])
    assert [name for name, text in told.items() if any(piece in text for piece in pieces)] == []

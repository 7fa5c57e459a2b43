"""Places with credentials: found, never opened."""

from __future__ import annotations

from pathlib import Path

from tests.checklist.machines import machine, write


def test_stores_are_found_with_mode(tmp_path: Path) -> None:
    write(tmp_path / "home/.aws/credentials", "not read", mode=0o600)
    key = write(tmp_path / "key.json", "not read", mode=0o640)
    found = machine(tmp_path, environ={"GOOGLE_APPLICATION_CREDENTIALS": str(key)}).stores
    assert {(store.place, store.access.octal) for store in found} == {
        ("~/.aws/credentials", "0600"),
        ("$GOOGLE_APPLICATION_CREDENTIALS", "0640"),
    }


def test_variables_are_told_by_their_names(tmp_path: Path) -> None:
    environ = {
        "OPENAI_API_KEY": "x",
        "DB_PASSWORD": "x",
        "TOKENIZERS_PARALLELISM": "false",
        "GITHUB_TOKEN": "",
        "KEY_FILE": "x",
        "JUPYTER_TOKEN": "x",
        "PATH": "x",
    }
    assert machine(tmp_path, environ=environ).secret_variables == ("DB_PASSWORD", "OPENAI_API_KEY")

"""Secrets and personal values in every field of a project: in nothing that is printed, written or kept."""

from __future__ import annotations

import logging
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from mlsec_nb.frontends.cli import main
from tests.hostile.conftest import Tried
from tests.hostile.hunt import IBAN, KEY, MAIL, PASSWORD, PLANTED, leaked
from tests.hostile.places import write
from tests.hostile.test_terminal import COMMANDS
from tests.notebooks import code, content, display, error, markdown, stream

ALL = ["--engines", "secrets,code,artifacts,privacy", "--min-severity", "info"]
PREVIEWS = {"write"}
"""Commands that move the value to where the user wants it."""

WORDS = {
    **{name: words + (ALL if words[:2] == ["scan", "."] else []) for name, words in COMMANDS.items()},
    "parquet": ["scan", ".", "--format", "parquet", "--output", "out.parquet", *ALL],
    "site": ["scan", ".", "--format", "site", "--output", "site", *ALL],
    "workers": ["scan", ".", "--jobs", "2", *ALL],
    "baseline": ["scan", ".", "--write-baseline", *ALL],
    "again": ["scan", ".", "--format", "json", *ALL],
    "cyclonedx": ["checklist", "--format", "cyclonedx"],
    "rules": ["rules", "--format", "json"],
    "no such file": ["scan", "no.ipynb", "--baseline", "none.json"],
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the values in every place of a notebook, a script, a model file and settings."""
    place = tmp_path / "project"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.setenv("MLSEC_CACHE", str(tmp_path / "kept"))
    monkeypatch.setenv("MLSEC_UNDO", str(tmp_path / "undo"))
    write(place, "words", reported=False)
    secret = f"api_key = '{KEY}'\npassword = '{PASSWORD}'\n"
    personal = f"mail: {MAIL}\naccount: {IBAN}\n"
    table = f"<table><tr><th>email</th><th>account</th></tr><tr><td>{MAIL}</td><td>{IBAN}</td></tr></table>"
    (place / "people.ipynb").write_bytes(
        content(
            code(secret + f"import os\nos.system('curl -u me:{PASSWORD} ' + url)", stream(secret + personal)),
            code("df", display(text_html=table, text_plain=personal)),
            code("1/0", error(f"ValueError: {PASSWORD} {MAIL}", value=personal)),
            code(f"!mysql -ume -p{PASSWORD} -h db\nimport pickle\npickle.loads(x)  # {MAIL} {IBAN}"),
            markdown(personal + secret),
            author=MAIL,
            token=KEY,
        )
    )
    (place / "people.py").write_text(f"{secret}\ncontact = '{MAIL}'\n")
    (place / "broken.ipynb").write_text(f'{{"cells": [{KEY} {MAIL}')
    (place / "pickle.pkl").write_bytes(f"cos\nsystem\n(S'curl -u me:{PASSWORD} {KEY}'\ntR.".encode())
    (place / "deep.json").write_text(f'{{"cells": {{"{KEY}": ["{MAIL}"]}}}}')
    return place


def said(words: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> bytes:
    with suppress(SystemExit):
        main(words)
    out, err = capfdbinary.readouterr()
    return out + err


def written(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file())


def test_no_byte_of_a_value_leaves(
    project: Path, capfdbinary: pytest.CaptureFixture[bytes], caplog: pytest.LogCaptureFixture, tried: Tried
) -> None:
    caplog.set_level(logging.DEBUG)
    before = set(written(project))
    kept = project.parent / "kept"
    texts = {name: said(words, capfdbinary) for name, words in WORDS.items() if name not in PREVIEWS}
    assert b"MLS1" in texts["json"]
    assert b"MLS6" in texts["json"]
    preview = texts.pop("fix")  # which shows the lines around what it would change
    texts["log"] = caplog.text.encode()
    texts |= {str(path): path.read_bytes() for path in written(project, kept) if path not in before}
    found = leaked(texts) | leaked({"fix": preview}, (KEY, PASSWORD))
    tried(len(texts) * len(PLANTED), leaked=sum(found.values()))
    assert found == {}


def test_what_undo_keeps_is_for_the_user_alone(project: Path, tried: Tried) -> None:
    """A way back has to know what was there: the one place that keeps it, outside of the project."""
    assert main(["fix", "people.ipynb", "--write"]) in (0, 1)
    records = list(written(project.parent / "undo"))
    tried(len(records))
    assert records
    for path in (*records, Path(".env")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((project.parent / "undo").stat().st_mode) == 0o700


CRASHES: dict[str, str] = {
    "secrets": "mlsec_nb.secrets.engine._searched",
    "code": "mlsec_nb.code.report.findings",
    "reading": "mlsec_nb.notebook.surfaces.output_parts",
    "personal data": "mlsec_nb.privacy.engine.detect",
    "model files": "mlsec_nb.artifacts.engine.summary",
    "suppression": "mlsec_nb.suppression.apply.suppress",
}


@pytest.mark.parametrize("place", CRASHES.values(), ids=CRASHES)
def test_crash_tells_its_kind_and_not_its_text(
    place: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    tried: Tried,
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RuntimeError(f"on {KEY} of {MAIL} with {PASSWORD} and {IBAN}")

    monkeypatch.setattr(place, crash)
    text = said(["scan", "people.ipynb", "pickle.pkl", "--no-cache", *ALL], capfdbinary)
    found = leaked({place: text})
    tried(len(PLANTED), leaked=sum(found.values()))
    assert b"RuntimeError" in text
    assert found == {}

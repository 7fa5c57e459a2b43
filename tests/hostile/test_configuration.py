"""Settings, baselines, manifests and what the checklist remembers, as an enemy would write them."""

from __future__ import annotations

import contextlib
import io
import json
import os
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from mlsec_nb.frontends.cli import main
from tests.hostile.conftest import SCALE, Tried
from tests.hostile.measure import measured
from tests.hostile.watch import watched
from tests.notebooks import content

SECONDS = 5
SCAN = ["scan", "a.ipynb", "--no-cache", "--quiet"]
CHECKLIST = ["checklist", "--no-history"]
COMMANDS = {
    "mlsec.toml": [["scan", ".", "--no-cache", "--quiet"], ["rules"]],
    ".mlsec/../mlsec.toml": [CHECKLIST],
    "pyproject.toml": [SCAN],
    "base.json": [[*SCAN, "--baseline", "base.json"]],
    "digests.txt": [[*SCAN, "--manifest", "digests.txt"]],
    ".mlsec/state.json": [CHECKLIST],
    ".mlsec/history.jsonl": [CHECKLIST],
    ".git/config": [["scan", ".", "--no-cache", "--quiet"], ["scan", "--diff", "HEAD"]],
    ".gitattributes": [["scan", ".", "--no-cache", "--quiet"]],
    ".github/workflows/x.yml": [CHECKLIST],
    "requirements.txt": [CHECKLIST],
}
DEEP = 20_000 * SCALE
WIDE = 2_000 * SCALE
ANYTHING: dict[str, bytes] = {
    "nothing": b"",
    "zeros": b"\0" * 1000,
    "no text": bytes(range(256)) * 10,
    "UTF-16": "x = 1\n".encode("utf-16"),
    "brackets": b"[" * DEEP,
    "braces": b'{"a":' * DEEP,
    "null": b"null",
    "a list": b"[1, 2, 3]",
    "a number": b"9" * DEEP,
    "a line": b"a" * 100 * DEEP,
    "lines": b"a = 1\n" * DEEP,
    "an anchor": b"a: &a [" + b"*a, " * 10 + b"]\n",
    "laughs": b"a0: &a0 [x, x]\n"
    + b"".join(b"a%d: &a%d [*a%d, *a%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 60)),
    "an object tag": b"!!python/object/apply:os.system ['touch ran']\n",
    "include": b"[include]\npath = ../../../../etc/passwd\n[core]\nfsmonitor = touch ran\n",
}
TOML: dict[str, bytes] = {
    "deep names": b"a" + b".a" * DEEP + b" = 1",
    "deep arrays": b"a = " + b"[" * DEEP + b"]" * DEEP,
    "deep tables": b"a = " + b"{a = " * DEEP,
    "many tables": b"".join(b"[a%d]\n" % n for n in range(WIDE)),
    "many levels of tables": b"".join(b"[" + b"a." * n + b"a]\n" for n in range(200)),
    "the same table": b"[[suppress]]\nrule = 'MLS'\n" * WIDE,
    "large numbers": b"max_bytes = 9" + b"9" * DEEP,
    "other types": b"select = 1\nignore = {}\nengines = 'x'\nfail_on = []\nbaseline = true\nexclude = [[]]\n",
    "wrong checklist": b"[checklist]\nschema = []\nowner = 1\n[checklist.project]\nreleased = 'x'\n",
    "wrong control": b"[[control]]\nid = 1\npillar = []\nmax_age_days = -1e999\n",
    "wrong dates": b"[[attestation]]\ncontrol = 'HUMAN-06'\nat = 0001-01-01\nexpires = 9999-12-31\n",
    "stars": b"exclude = ['"
    + b"*a" * 2_000
    + b"b']\nsuppress = [{path = '"
    + b"*a" * 2_000
    + b"b', rule = '*'}]\n",
    "ranges": b"exclude = ['" + b"[" * DEEP + b"', '[z-a]', '[!', '\\\\']\n",
    "code": b"select = ['__import__(\"os\").system(\"touch ran\")']\nallow = ['os.system', '*', '.*']\n",
    "places": b"baseline = '/dev/zero'\nmanifest = '/etc/passwd'\n",
    "far places": b"baseline = '//evil.invalid/x'\n[checklist]\nextends = ['http://evil.invalid/x.toml']\n",
    "plugins": b"plugins = ['file:///tmp/x.py']\nengines = ['os']\n[guard]\nunpickling = 'exec'\n",
}
JSON: dict[str, object] = {
    "a schema alone": {"schema": "mlsec-nb/baseline/v1"},
    "wrong findings": {"schema": "mlsec-nb/baseline/v1", "findings": [1, {"path": [], "fingerprint": {}}]},
    "plugins": {"plugins_used": [{"name": "X", "path": "file://ran.py"}], "results": {"a.ipynb": [7]}},
    "results": {"results": {"../../etc/passwd": [{"hashed_secret": 1, "type": []}], "": {}}},
    "digests": {"/etc/passwd": "x", "../..": 1, "a.pkl": ["f" * 64], "": None},
    "parts": {"bomFormat": "CycloneDX", "components": [1, {"name": [], "hashes": [{"alg": {}}]}]},
    "state": {"schema": "mlsec-nb/state/v1", "answers": {"DATA-01": 1, "X": {}}, "measurements": [1]},
    "wrong state": {"schema": "mlsec-nb/state/v1", "answers": [], "measurements": {"a": 1}},
    "run": {"id": 1, "at": "x", "outcomes": []},
    "late run": {"id": "a", "at": "9999-12-31T23:59:59Z", "score": 1e308, "outcomes": {"DATA-01": {}}},
}  # fmt: skip
MEMORY = {name: json.dumps(value).encode() for name, value in JSON.items()}


def contents(name: str) -> dict[str, bytes]:
    """What is tried as the content of this file: anything, and what is nearly right."""
    nearly = TOML if name.endswith(".toml") else MEMORY if name.endswith((".json", ".jsonl", ".txt")) else {}
    return {**ANYTHING, **nearly}


@pytest.fixture(scope="module", autouse=True)
def _warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Run every command once, before processes are forked."""
    project = tmp_path_factory.mktemp("warm")
    (project / "a.ipynb").write_bytes(content("x = 1"))
    here = Path.cwd()
    os.chdir(project)
    try:
        ran([SCAN, CHECKLIST, ["fix", "a.ipynb"]])
    finally:
        os.chdir(here)


def ran(commands: Iterable[list[str]]) -> list[str]:
    """What was wrong with the commands: another status than they have, or an error that is not in words."""
    wrong = []
    for words in commands:
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                status: object = main(words)
            except SystemExit as exit_:
                status = exit_.code
        if (
            status not in (0, 1, 2)
            or "mlsec-nb: failed with" in said.getvalue()
            or "Traceback" in said.getvalue()
        ):
            wrong.append(f"{words}: {status} {said.getvalue()[-200:]!r}")
    return wrong


@pytest.mark.parametrize("name", COMMANDS)
def test_no_file_of_a_project_does_more_than_be_read(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tried: Tried
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MLSEC_UNDO", str(tmp_path / "undo"))
    Path("a.ipynb").write_bytes(content("x = 1"))
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    kinds = contents(name)

    def work() -> tuple[list[str], list[str]]:
        notes = watched(tmp_path)
        wrong, slow = [], []
        for kind, data in kinds.items():
            path.write_bytes(data)
            began = time.process_time()
            wrong += [f"{kind}: {each}" for each in ran(COMMANDS[name])]
            slow += [kind] if time.process_time() - began > SECONDS else []
        return [*wrong, *notes()], slow

    done = measured(work)
    assert not done.crashed
    wrong, slow = done.answer
    tried(len(COMMANDS[name]) * len(kinds), crashes=len(wrong), hangs=len(slow))
    assert slow == []
    assert wrong == []
    assert not Path("ran").exists()

"""The route for model files: nothing outside the contents root, nothing hidden, nothing loaded."""

from __future__ import annotations

import asyncio
import os
import pickle
from pathlib import Path
from typing import Any

import pytest

from tests.frontends.server.conftest import request
from tests.frontends.server.test_routes import check, findings

HARMLESS = pickle.dumps([1, 2, 3])
HARMFUL = b"cos\nsystem\n(S'echo'\ntR."
SECRET_PLACE = "the-other-team"


def asked(path: object, **more: Any) -> dict[str, Any]:
    return {"path": path, "ignore": [], "min_severity": "info", **more}


@pytest.fixture
def model(jp_root_dir) -> Path:
    path = jp_root_dir / "models" / "model.pkl"
    path.parent.mkdir()
    path.write_bytes(HARMFUL)
    return path


async def test_model_file_is_examined(call, model) -> None:
    status, answer = await call("artifact", **asked("models/model.pkl"))
    assert status == 200
    check(answer, "ArtifactAnswer")
    (target,) = answer["scan"]["targets"]
    assert (target["path"], target["kind"], target["verdict"]) == ("models/model.pkl", "artifact", "findings")
    assert any("os.system" in line["note"] for line in answer["disassembly"])


async def test_path_may_begin_with_a_slash_as_elsewhere_in_the_contents_api(call, model) -> None:
    assert (await call("artifact", **asked("/models/model.pkl")))[0] == 200


async def test_ignored_rules_are_left_out(call, model) -> None:
    _, answer = await call("artifact", **asked("models/model.pkl", ignore=["MLS3"]))
    assert findings(answer) == []


def place(jp_root_dir: Path) -> dict[str, str]:
    """Files that exist, each with a path that must not lead to it."""
    outside = jp_root_dir.parent / SECRET_PLACE
    (outside / "deeper").mkdir(parents=True)
    for file in (outside / "model.pkl", jp_root_dir / ".hidden.pkl"):
        file.write_bytes(HARMFUL)
    (jp_root_dir / "folder").mkdir()
    (jp_root_dir / ".cache").mkdir()
    (jp_root_dir / ".cache" / "model.pkl").write_bytes(HARMFUL)
    (jp_root_dir / "link.pkl").symlink_to(outside / "model.pkl")
    (jp_root_dir / "linked").symlink_to(outside)
    (jp_root_dir / "shown.pkl").symlink_to(jp_root_dir / ".hidden.pkl")
    (jp_root_dir / "loop.pkl").symlink_to(jp_root_dir / "loop.pkl")
    os.mkfifo(jp_root_dir / "pipe.pkl")
    return {
        "above": f"../{SECRET_PLACE}/model.pkl",
        "above and back": f"folder/../../{SECRET_PLACE}/model.pkl",
        "absolute": str(outside / "model.pkl"),
        "link": "link.pkl",
        "linked folder": "linked/model.pkl",
        "through a link and back": "linked/deeper/../model.pkl",
        "hidden": ".hidden.pkl",
        "in a hidden folder": ".cache/model.pkl",
        "link to a hidden file": "shown.pkl",
        "loop": "loop.pkl",
        "pipe": "pipe.pkl",
        "folder": "folder",
        "root": "",
        "nul": "a\0.pkl",
        "too long": "x" * 5000,
        "another drive": "C:model.pkl",
        "another machine": f"//localhost/{SECRET_PLACE}/model.pkl",
        "backslashes": f"..\\{SECRET_PLACE}\\model.pkl",
    }


async def test_whatever_may_not_be_seen_answers_like_what_is_not_there(call, jp_root_dir) -> None:
    missing = await call("artifact", **asked("missing.pkl"))
    assert missing[0] == 404
    check(missing[1], "Failure")
    for what, path in place(jp_root_dir).items():
        assert await call("artifact", **asked(path)) == missing, what
    assert await call("artifact", **asked(7)) == missing


async def test_link_inside_the_root_is_followed(call, model, jp_root_dir) -> None:
    (jp_root_dir / "latest.pkl").symlink_to(model)
    assert (await call("artifact", **asked("latest.pkl")))[0] == 200


async def test_hidden_files_are_examined_where_the_server_shows_them(call, jp_root_dir, jp_serverapp) -> None:
    (jp_root_dir / ".hidden.pkl").write_bytes(HARMFUL)
    jp_serverapp.contents_manager.allow_hidden = True
    assert (await call("artifact", **asked(".hidden.pkl")))[0] == 200


async def test_notebook_is_no_model_file(call, jp_root_dir) -> None:
    (jp_root_dir / "train.ipynb").write_text("{}")
    status, answer = await call("artifact", **asked("train.ipynb"))
    assert status == 400
    check(answer, "Failure")


async def test_too_large_a_file_is_refused(call, extension, model) -> None:
    extension.max_artifact_bytes = 10
    status, answer = await call("artifact", **asked("models/model.pkl"))
    assert status == 413
    check(answer, "Failure")


async def test_examination_that_takes_too_long_is_ended(call, extension, model) -> None:
    extension.artifact_seconds = 0.001
    assert (await call("artifact", **asked("models/model.pkl")))[0] == 503
    extension.artifact_seconds = 60.0
    assert (await call("artifact", **asked("models/model.pkl")))[0] == 200


async def test_examination_that_nobody_waits_for_is_interrupted(extension) -> None:
    """What closing the connection does; the next question gets a worker of its own."""
    desk = extension.examinations
    head = {"operation": "rules", "root": ""}
    await desk.answer(head, b"", wanted=lambda: True)
    busy = desk.worker._process
    desk.worker.interrupt()
    assert await asyncio.to_thread(busy.wait, 10) != 0
    status, _ = await desk.answer(head, b"", wanted=lambda: True)
    assert status == 200


async def test_question_that_nobody_waits_for_any_more_is_not_asked(extension) -> None:
    assert await extension.examinations.answer({}, b"", wanted=lambda: False) is None


async def test_scan_says_what_the_files_beside_the_notebook_hold(call, jp_root_dir) -> None:
    (jp_root_dir / "work").mkdir()
    (jp_root_dir / "work" / "model.pkl").write_bytes(HARMFUL)
    load = request("import pickle\npickle.load(open('model.pkl', 'rb'))")
    _, answer = await call("scan", **load)
    file, notebook = answer["scan"]["targets"]
    assert (file["path"], notebook["path"]) == ("work/model.pkl", "work/train.ipynb")
    assert notebook["findings"][0]["severity"] == "critical"
    assert str(jp_root_dir) not in str(answer)

    (jp_root_dir / "work" / "model.pkl").write_bytes(HARMLESS)
    _, answer = await call("scan", **load)
    file, notebook = answer["scan"]["targets"]
    assert file["verdict"] == "clean"
    assert notebook["findings"][0]["severity"] == "low"


@pytest.mark.parametrize("path", [f"../{SECRET_PLACE}/train.ipynb", "linked/train.ipynb"])
async def test_scan_does_not_look_beside_a_notebook_outside_the_root(call, jp_root_dir, path: str) -> None:
    place(jp_root_dir)
    _, answer = await call(
        "scan", **request("import pickle\npickle.load(open('model.pkl', 'rb'))", path=path)
    )
    assert len(answer["scan"]["targets"]) == 1


async def test_finding_in_a_file_is_ignored_without_a_notebook(call, model, jp_root_dir) -> None:
    _, before = await call("artifact", **asked("models/model.pkl"))
    finding = findings(before)[0]
    named = asked("models/model.pkl", finding=finding, scope="value", reason="made for a test")
    status, answer = await call("artifact/ignore", **named)
    assert status == 200
    check(answer, "Added")
    assert 'reason = "made for a test"' in (jp_root_dir / "mlsec.toml").read_text()
    _, after = await call("artifact", **asked("models/model.pkl"))
    suppressed = [f["rule"] for f in findings(after) if f["suppressed"]]
    assert suppressed == [finding["rule"]]


async def test_what_is_not_found_in_a_file_is_not_ignored(call, model, jp_root_dir) -> None:
    _, before = await call("artifact", **asked("models/model.pkl"))
    finding = {**findings(before)[0], "fingerprint": "0" * 16}
    named = asked("models/model.pkl", finding=finding, scope="rule", reason="x")
    status, answer = await call("artifact/ignore", **named)
    assert (status, answer["message"]) == (400, "This finding is not there any more.")
    assert not (jp_root_dir / "mlsec.toml").exists()


async def test_finding_in_a_file_has_no_cell_to_ignore_it_in(call, model, jp_root_dir) -> None:
    _, before = await call("artifact", **asked("models/model.pkl"))
    named = asked("models/model.pkl", finding=findings(before)[0], scope="here", reason="x")
    assert (await call("artifact/ignore", **named))[0] == 400
    assert not (jp_root_dir / "mlsec.toml").exists()

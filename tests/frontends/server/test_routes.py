"""The routes, over HTTP, with the real worker behind them."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource
from tornado.httpclient import HTTPClientError

from mlsec_nb.frontends.server.handlers import RULE, routes
from mlsec_nb.report.wire import schema as scan_schema
from tests.frontends.server.conftest import request
from tests.frontends.server.schema import panel_schema
from tests.notebooks import code, stream
from tests.secrets_fakes import openai_key

PICKLE = "import pickle\npickle.load(open('model.pkl', 'rb'))"


def check(answer: Any, name: str) -> None:
    """That an answer is what the TypeScript types were made from."""
    schemas = [scan_schema(), panel_schema()]
    registry = Registry().with_resources([(s["$id"], Resource.from_contents(s)) for s in schemas])
    reference = {"$ref": f"urn:mlsec-nb:panel:v1#/$defs/{name}"}
    jsonschema.Draft202012Validator(reference, registry=registry).validate(answer)


def findings(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return answer["scan"]["targets"][0]["findings"]


async def test_scan_finds_what_is_in_the_cell(call) -> None:
    status, answer = await call("scan", **request("x = 1", PICKLE))
    assert status == 200
    check(answer, "ScanAnswer")
    (found,) = findings(answer)
    assert (found["rule"], found["location"]["cell_id"], found["location"]["line"]) == ("MLS201", "cell-1", 2)
    assert answer["scan"]["targets"][0]["path"] == "work/train.ipynb"


async def test_second_scan_needs_only_what_has_changed(call) -> None:
    await call("scan", **request("x = 1", PICKLE))
    again = request("x = 1", PICKLE)
    again["pieces"] = {"cell 0 changed": {**again["pieces"]["cell 0"], "source": PICKLE}}
    again["cells"][0][0] = "cell 0 changed"
    status, answer = await call("scan", **again)
    assert status == 200
    assert [f["location"]["cell"] for f in findings(answer)] == [0, 1]


async def test_change_is_answered_before_large_outputs_are_searched(call) -> None:
    log = "".join(f"epoch {n} saved /data/part-{n:05d}\n" for n in range(1_000))
    cells = [code("train()", stream(f"{log}{openai_key()}"), count=1), code(PICKLE)]
    asked = request(*cells)
    _, answer = await call("scan", **asked)
    assert answer["left"] == 1
    assert [found["rule"] for found in findings(answer)] == ["MLS201"]
    assert answer["scan"]["targets"][0]["skipped"]
    while answer["left"]:
        _, answer = await call("scan", **{**asked, "pieces": {}})
    assert len(findings(answer)) == 2


async def test_server_that_has_forgotten_asks_for_the_pieces(call) -> None:
    forgotten = {**request("x = 1"), "pieces": {}}
    status, answer = await call("scan", **forgotten)
    assert status == 409
    check(answer, "MissingPieces")
    assert answer["missing"] == ["notebook", "cell 0", "outputs 0"]


async def test_ignored_rules_and_lower_severities_are_left_out(call) -> None:
    _, answer = await call("scan", **request(PICKLE, ignore=["pickle-load"]))
    assert findings(answer) == []
    _, answer = await call("scan", **request(PICKLE, min_severity="critical"))
    assert findings(answer) == []


async def test_rules_and_their_explanation(call) -> None:
    status, answer = await call("rules")
    assert status == 200
    check(answer, "Rules")
    status, answer = await call("rules", "pickle-load")
    assert status == 200
    check(answer, "Explanation")
    assert answer["id"] == "MLS201"


async def test_unknown_rule_is_said_to_be_unknown(call) -> None:
    status, answer = await call("rules", "no-such-rule")
    assert status == 400
    check(answer, "Failure")


@pytest.mark.parametrize("format_name", ["html", "sarif", "markdown", "json"])
async def test_export(call, format_name: str) -> None:
    status, answer = await call("export", **request(PICKLE, format=format_name))
    assert status == 200
    check(answer, "Exported")
    assert answer["name"].startswith("train.mlsec.")
    assert "MLS201" in answer["content"]


async def test_export_of_an_unknown_format_is_refused(call) -> None:
    status, _ = await call("export", **request(PICKLE, format="../../etc"))
    assert status == 400


async def test_ignore_here_proposes_a_comment(call) -> None:
    _, answer = await call("scan", **request(PICKLE))
    (found,) = findings(answer)
    asked = request(PICKLE, finding=found, scope="here", reason="our own file")
    status, answer = await call("ignore", **asked)
    assert status == 200
    check(answer, "Changes")
    (edit,) = answer["changes"][0]["edits"]
    assert edit["replacement"] == "  # mlsec: ignore[MLS201] our own file"


async def test_ignore_in_the_project_writes_below_the_root(call, jp_root_dir) -> None:
    _, answer = await call("scan", **request(PICKLE))
    (found,) = findings(answer)
    asked = request(PICKLE, finding=found, scope="value", reason="our own file")
    status, answer = await call("ignore", **asked)
    assert status == 200
    check(answer, "Added")
    assert (jp_root_dir / "mlsec.toml").read_text() == answer["text"]
    _, answer = await call("scan", **request(PICKLE))
    assert findings(answer)[0]["suppressed"] == {"by": "config", "reason": "our own file"}


async def test_nothing_is_written_outside_the_root(call, jp_root_dir) -> None:
    """The project's configuration may lie above the folder that is served."""
    outer = jp_root_dir.parent / "mlsec.toml"
    outer.write_text('ignore = ["MLS001"]\n')
    (jp_root_dir.parent / ".git").mkdir()
    _, answer = await call("scan", **request(PICKLE))
    asked = request(PICKLE, finding=findings(answer)[0], scope="rule", reason="x")
    status, answer = await call("ignore", **asked)
    assert status == 400
    assert "by hand" in answer["advice"]
    assert outer.read_text() == 'ignore = ["MLS001"]\n'


async def test_finding_that_is_gone_cannot_be_ignored(call) -> None:
    _, answer = await call("scan", **request(PICKLE))
    asked = request("x = 1", finding=findings(answer)[0], scope="here", reason="x")
    status, answer = await call("ignore", **asked)
    assert status == 400
    assert "not in the notebook any more" in answer["message"]


@pytest.mark.parametrize(
    "broken",
    [{"session": 1}, {"cells": [[]]}, {"cells": "abc"}, {"pieces": []}, {"pieces": {"notebook": 1}}],
)
async def test_broken_request_is_a_400_with_words(call, broken: dict[str, Any]) -> None:
    status, answer = await call("scan", **{**request("x = 1"), **broken})
    assert status == 400
    check(answer, "Failure")


async def test_body_that_is_no_json_is_a_400(jp_fetch) -> None:
    with pytest.raises(HTTPClientError) as error:
        await jp_fetch("mlsec-nb", "api", "scan", method="POST", body="{")
    assert error.value.code == 400


async def test_too_large_a_request_is_refused_before_it_is_read(call, extension) -> None:
    extension.max_bytes = 100
    status, answer = await call("scan", **request("x = 1"))
    assert status == 413
    check(answer, "Failure")


async def test_scan_that_takes_too_long_is_ended_and_the_next_works(call, extension) -> None:
    extension.seconds = 0.001
    status, answer = await call("scan", **request("x = 1"))
    assert status == 503
    check(answer, "Failure")
    extension.seconds = 20.0
    status, _ = await call("scan", **request("x = 1"))
    assert status == 200


@pytest.mark.skipif(sys.platform == "win32", reason="a process is held with a signal")
async def test_scan_whose_process_is_killed_does_not_say_that_it_took_too_long(call, extension) -> None:
    assert (await call("rules"))[0] == 200
    worker = extension.scans.worker
    worker._process.send_signal(signal.SIGSTOP)  # in the middle of the scan, however fast the machine is
    asked = asyncio.ensure_future(call("scan", **request("x = 1")))
    while not worker._turn.locked():
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.3)
    worker._process.kill()
    status, answer = await asked
    assert status == 503
    assert "ended before it had answered" in answer["message"]
    check(answer, "Failure")
    assert (await call("scan", **request("x = 1")))[0] == 200


def calls(extension) -> list[tuple[str, str]]:
    """Every verb of every route."""
    return [
        (verb, pattern.replace(RULE, "MLS201"))
        for pattern, handler, _ in routes(extension)
        for verb in ("GET", "POST", "PUT", "PATCH", "DELETE")
        if verb.lower() in vars(handler)
    ]


async def test_every_route_answers_403_without_a_token(extension, http_server_client, jp_base_url) -> None:
    assert len(calls(extension)) == len(routes(extension))
    for verb, path in calls(extension):
        body = "{}" if verb == "POST" else None
        with pytest.raises(HTTPClientError) as error:
            await http_server_client.fetch(f"{jp_base_url}{path}", method=verb, body=body)
        assert error.value.code == 403, f"{verb} {path}"


async def test_every_route_asks_the_authorizer(extension, jp_serverapp, jp_fetch, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(
        jp_serverapp.authorizer, "is_authorized", lambda *question: asked.append(question[2:]) or False
    )
    for verb, path in calls(extension):
        body = "{}" if verb == "POST" else None
        with pytest.raises(HTTPClientError) as error:
            await jp_fetch(path, method=verb, body=body)
        assert error.value.code == 403, f"{verb} {path}"
    assert set(asked) == {("read", "mlsec_nb"), ("write", "mlsec_nb")}


async def test_cookie_alone_does_not_pass_the_xsrf_check(
    jp_serverapp, http_server_client, jp_base_url
) -> None:
    """What another site can make a browser send: the cookie, but not the token."""
    jp_serverapp.identity_provider.token = ""  # every caller is signed in
    with pytest.raises(HTTPClientError) as error:
        await http_server_client.fetch(f"{jp_base_url}mlsec-nb/api/scan", method="POST", body="{}")
    assert error.value.code == 403
    assert "_xsrf" in error.value.response.body.decode()

"""The routes of the checklist, over HTTP, with the real worker behind them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from mlsec_nb.checklist.export.wire import schema
from tests.frontends.server.conftest import request
from tests.notebooks import content

OPEN = "jupyter lab --ServerApp.token='' --ip=0.0.0.0"


@pytest.fixture
def notebook(jp_root_dir: Path) -> str:
    (jp_root_dir / "work").mkdir()
    (jp_root_dir / "work/train.ipynb").write_bytes(content("x = 1"))
    return "work/train.ipynb"


def control(answer: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in answer["checklist"]["controls"] if each["id"] == name)


async def test_server_answers_for_itself(call, notebook) -> None:
    asked = ["INFRA-01", "INFRA-02", "INFRA-03", "INFRA-04"]
    status, answer = await call("checklist", path=notebook, only=asked)
    assert status == 200
    jsonschema.Draft202012Validator(schema()).validate(answer["checklist"])
    assert not answer["checklist"]["remembered"]
    found = {each["id"]: each["status"] for each in answer["checklist"]["controls"]}
    assert found == dict.fromkeys(asked, "pass")


class TestOpenServer:
    """A server on which everything is switched off that can be."""

    @pytest.fixture
    def jp_server_config(self) -> dict[str, Any]:
        loose = {"allow_origin": "*", "disable_check_xsrf": True}
        extensions = {"jpserver_extensions": {"mlsec_nb": True}}
        return {"ServerApp": {**extensions, **loose}, "IdentityProvider": {"token": ""}}

    async def test_it_says_so(self, call, notebook, jp_serverapp) -> None:
        jp_serverapp.identity_provider.token = ""
        _, answer = await call("checklist", path=notebook, only=["INFRA-01", "INFRA-03"])
        assert control(answer, "INFRA-01")["status"] == "fail"
        assert control(answer, "INFRA-03")["status"] == "fail"
        evidence = {each["ref"] for each in control(answer, "INFRA-03")["observation"]["evidence"]}
        assert evidence == {"ServerApp.allow_origin", "ServerApp.disable_check_xsrf"}


async def test_facts_hold_no_secret(jp_fetch, jp_serverapp) -> None:
    response = await jp_fetch("mlsec-nb", "api", "checklist", "server")
    facts = json.loads(response.body)
    assert facts["traits"]["IdentityProvider.token"] is True
    assert facts["traits"]["ServerApp.ip"] == jp_serverapp.ip
    assert jp_serverapp.identity_provider.token not in response.body.decode()
    assert facts["extensions"]["mlsec_nb"] is True


async def test_kernels_of_the_server_are_looked_at(call, notebook, jp_fetch) -> None:
    made = await jp_fetch("api", "kernels", method="POST", body="{}")
    kernel = json.loads(made.body)["id"]
    try:
        _, answer = await call("checklist", path=notebook, only=["INFRA-05"], profile="standard")
    finally:
        await jp_fetch("api", "kernels", kernel, method="DELETE")
    found = control(answer, "INFRA-05")
    assert found["status"] in ("needs_attention", "fail")
    assert any("not encrypted" in each["summary"] for each in found["observation"]["evidence"])


async def test_notebook_as_it_stands_in_the_browser(call, notebook, jp_root_dir) -> None:
    asked = {**request(f"!{OPEN}"), "path": notebook, "only": ["INFRA-01"]}
    status, answer = await call("checklist", **asked)
    assert status == 200
    assert control(answer, "INFRA-01")["status"] == "fail"


async def test_attest_and_waive_are_written_below_the_root(call, notebook, jp_root_dir) -> None:
    (jp_root_dir.parent / ".git").mkdir()
    (jp_root_dir.parent / "mlsec.toml").write_text("[checklist]\n")
    until = f"{datetime.now(timezone.utc) + timedelta(days=20):%Y-%m-%d}"
    stated = {"control": "HUMAN-08", "by": "jo", "until": until, "evidence": ["minutes of 3 May"]}
    status, answer = await call("checklist", "attest", path=notebook, **stated)
    assert (status, answer["file"]) == (200, "mlsec.toml")
    accepted = {"control": "INFRA-06", "owner": "jo", "until": until, "justification": "a lab machine"}
    status, _ = await call("checklist", "waive", path=notebook, **accepted)
    assert status == 200
    written = (jp_root_dir / "mlsec.toml").read_text()
    assert "HUMAN-08" in written
    assert "INFRA-06" in written
    assert (jp_root_dir.parent / "mlsec.toml").read_text() == "[checklist]\n"
    _, answer = await call("checklist", path=notebook, only=["HUMAN-08"], profile="standard")
    assert control(answer, "HUMAN-08")["status"] in ("pass", "attested")


WRONG = (
    ((), {"path": "../outside.ipynb"}, 404),
    ((), {"path": 1}, 404),
    ((), {"profile": "everything"}, 400),
    ((), {"only": ["NOTHING-99"]}, 400),
    ((), {"only": "INFRA-01"}, 400),
    (("attest",), {"control": "HUMAN-08", "by": "jo", "until": "soon"}, 400),
    (("attest",), {"control": "HUMAN-08", "by": "jo", "statement": "maybe"}, 400),
    (("waive",), {"control": "INFRA-01"}, 400),
    (("export",), {"format": "exe"}, 400),
)


async def test_what_cannot_be_done_is_told(call, notebook, jp_root_dir) -> None:
    (jp_root_dir.parent / "outside.ipynb").write_bytes(content("x = 1"))
    for route, body, status in WRONG:
        answered, answer = await call("checklist", *route, **{"path": notebook, **body})
        assert answered == status, body
        assert answer["message"]


async def test_export(call, notebook) -> None:
    status, answer = await call(
        "checklist", "export", path=notebook, format="markdown", only=["infrastructure"]
    )
    assert (status, answer["name"]) == (200, "checklist.md")
    assert "INFRA-01" in answer["content"]


async def test_a_run_that_is_asked_for_is_kept_where_a_checklist_was_begun(
    call, notebook, jp_root_dir
) -> None:
    (jp_root_dir / "mlsec.toml").write_text("[checklist]\n")
    await call("checklist", path=notebook)
    assert not (jp_root_dir / ".mlsec/history.jsonl").exists()
    _, answer = await call("checklist", path=notebook, remember=True)
    assert answer["checklist"]["remembered"]
    assert (jp_root_dir / ".mlsec/history.jsonl").exists()

"""The save guard, through the contents API."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError

from mlsec_nb.frontends.server.guard import REFUSED
from tests.notebooks import code, model, stream
from tests.secrets_fakes import openai_key

BAD = "import requests\nrequests.get('https://example.org', verify=False)"


@pytest.fixture
def save(jp_fetch):
    async def save(content: dict[str, Any], path: str = "train.ipynb") -> str:
        """Save; empty when that worked, else what JupyterLab's dialog says."""
        body = json.dumps({"type": "notebook", "content": content})
        try:
            await jp_fetch("api", "contents", path, method="PUT", body=body)
        except HTTPClientError as error:
            return json.loads(error.response.body)["message"]
        return ""

    return save


@pytest.fixture
def block(extension) -> None:
    extension.save_guard = "block"


async def test_block_refuses_and_says_what_and_how_to_go_on(save, block, jp_root_dir) -> None:
    message = await save(model("x = 1", BAD))
    assert "tls-verify in cell 2" in message
    assert "Nothing is lost" in message
    assert not (jp_root_dir / "train.ipynb").exists()


async def test_block_lets_a_clean_notebook_through(save, block) -> None:
    assert await save(model("x = 1")) == ""


async def test_block_lets_what_is_ignored_through(save, block) -> None:
    assert await save(model(f"{BAD}  # mlsec: ignore[tls-verify] our own file")) == ""


async def test_save_anyway_counts_once_and_for_one_notebook(save, block, call) -> None:
    assert (await call("guard", "pass", path="train.ipynb"))[0] == 200
    assert await save(model(BAD), "other.ipynb") != ""
    assert await save(model(BAD)) == ""
    assert await save(model(BAD)) != ""


@pytest.mark.parametrize("mode", ["off", "warn"])
async def test_other_modes_refuse_nothing(save, extension, mode: str) -> None:
    extension.save_guard = mode
    assert await save(model(BAD)) == ""


async def test_what_cannot_be_examined_in_time_is_saved(save, block, extension) -> None:
    extension.seconds = 0.001
    assert await save(model(BAD)) == ""


async def test_refusal_is_an_event_for_those_whose_server_saves_by_itself(save, block, jp_serverapp) -> None:
    told = []

    async def listen(logger: object, schema_id: str, data: dict[str, Any]) -> None:
        told.append(data)

    jp_serverapp.event_logger.add_listener(schema_id=REFUSED, listener=listen)
    await save(model(BAD))
    await asyncio.sleep(0)
    assert told == [{"path": "train.ipynb"}]


async def test_redact_masks_what_outputs_show_in_the_saved_file_only(save, extension, jp_root_dir) -> None:
    extension.save_guard = "redact"
    key = openai_key()
    assert await save(model(code("print(key)", stream(f"key: {key}")), f"key = '{key}'")) == ""
    cells = json.loads((jp_root_dir / "train.ipynb").read_text())["cells"]
    assert "[openai-key, " in str(cells[0])
    assert key not in str(cells[0])
    assert key in str(cells[1])  # masked code would not run: the source is the panel's business


async def test_redact_leaves_a_clean_notebook_as_it_is(save, extension, jp_root_dir) -> None:
    extension.save_guard = "redact"
    assert await save(model(code("print(1)", stream("1\n")))) == ""
    assert json.loads((jp_root_dir / "train.ipynb").read_text())["cells"][0]["outputs"][0]["text"]


async def test_other_files_and_folders_pass(jp_fetch, block) -> None:
    for path, body in {
        "a.txt": {"type": "file", "format": "text", "content": BAD},
        "b": {"type": "directory"},
    }.items():
        response = await jp_fetch("api", "contents", path, method="PUT", body=json.dumps(body))
        assert response.code == 201

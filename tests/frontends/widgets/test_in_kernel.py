"""The views in a real kernel, driven by the messages that a front end sends."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import nbformat.v4 as v4
import pytest
from nbconvert import HTMLExporter

from tests.frontends.kernels import SECONDS, Kernel, Reply, running_kernel

VIEW = "application/vnd.jupyter.widget-view+json"
WIDE = """
import numpy as np, mlsec_nb
profile = mlsec_nb.profile_dataset(np.random.default_rng(0).normal(size=(40, 400)), name="wide",
    questions=["constant-columns", "personal-data", "secrets"])
"""


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    with running_kernel(tmp_path_factory.mktemp("kernel")) as kernel:
        assert kernel.run(WIDE).status == "ok"
        yield kernel


def messages(kernel: Kernel, kind: str, content: dict[str, Any]) -> list[dict[str, Any]]:
    """Send a message on the shell channel, and collect what is published until the kernel is idle again."""
    sent = kernel.client.session.msg(kind, content)
    kernel.client.shell_channel.send(sent)
    found = []
    while True:
        message = kernel.client.get_iopub_msg(timeout=SECONDS)
        if message["parent_header"].get("msg_id") == sent["header"]["msg_id"]:
            found.append(message)
            if message["content"].get("execution_state") == "idle":
                return found


def value(reply: Reply) -> str:
    return reply.stdout.strip()


def test_400_columns_send_few_messages(kernel) -> None:
    content = {"code": "view = profile.widget(); view.open('Columns'); view", "silent": False}
    content |= {"store_history": False, "user_expressions": {}, "allow_stdin": False}
    sent = messages(kernel, "execute_request", content)
    opened = [message for message in sent if message["msg_type"] == "comm_open"]
    assert 20 < len(opened) < 250
    assert sum(len(json.dumps(message["content"])) for message in sent) < 1_500_000


def test_a_message_of_the_browser_searches_the_columns(kernel) -> None:
    kernel.run("columns = next(one for one in view.sections if one.title == 'Columns')")
    comm = value(kernel.run("print(columns._search.model_id)"))
    state = {"method": "update", "state": {"value": "39"}, "buffer_paths": []}
    sent = messages(kernel, "comm_msg", {"comm_id": comm, "data": state})
    updates = [m["content"]["data"]["state"] for m in sent if m["msg_type"] == "comm_msg"]
    assert any("of 14" in str(update.get("value")) for update in updates)


def test_a_cell_runs_while_a_question_is_asked_and_cancel_ends_it(kernel) -> None:
    kernel.run(
        "def slow(progress, cancel):",
        "    progress(0, 1, 'slow'); return cancel.wait(60)",
        "view.work.start('Slow', slow, print)",
    )
    start = time.monotonic()
    assert value(kernel.run("print(view.work.busy)")) == "True"
    kernel.run("view.work.cancel(); view.work.wait(30)")
    assert value(kernel.run("print(view.work.busy)")) == "False"
    assert time.monotonic() - start < 30


def test_code_becomes_the_next_cell_of_a_running_one(kernel) -> None:
    reply = kernel.client.execute_interactive("view.insert()", timeout=SECONDS)
    (payload,) = reply["content"]["payload"]
    assert payload["source"] == "set_next_input"
    assert "wide_clean = wide[~wide_wrong]" in payload["text"]


def test_a_saved_notebook_shows_the_static_twin(kernel) -> None:
    shown = kernel.run("view").bundles
    assert [VIEW in bundle for bundle in shown] == [False, True]
    outputs = [v4.new_output("display_data", data=bundle) for bundle in shown]
    notebook = v4.new_notebook(cells=[v4.new_code_cell("view", outputs=outputs)])
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert "constant-columns" in page
    assert "model_id" not in page

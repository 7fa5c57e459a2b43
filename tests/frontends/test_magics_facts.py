"""What a kernel sees of itself and of the server that started it: real ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient

from tests.frontends.kernels import Kernel, environment, free_port, running_kernel
from tests.notebooks import content

SECONDS = 60
LOOK = "%mlsec checklist infrastructure --profile full --json"


def found(kernel: Kernel) -> dict[str, dict[str, Any]]:
    """Observations by control, as the magic shows them."""
    reply = kernel.run(LOOK)
    assert reply.status == "ok", reply.error
    bundle = next(bundle for bundle in reply.bundles if "application/json" in bundle)
    return {each["id"]: each for each in bundle["application/json"]["controls"]}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """A Jupyter server with a loose setting, and a kernel that it started."""
    work = tmp_path / "work"
    work.mkdir()
    (work / "train.ipynb").write_bytes(content("x = 1"))
    port, token = free_port(), os.urandom(16).hex()
    command = [sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    command += [f"--port={port}", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={work}"]
    command += ["--ServerApp.disable_check_xsrf=True", "--MappingKernelManager.transport_encryption=auto"]
    command += ["--ServerApp.jpserver_extensions={'mlsec_nb': True}"]
    url = f"http://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env=environment(tmp_path), cwd=work, **quiet)
    try:
        yield {"url": url, "token": token, "runtime": tmp_path / "JUPYTER_RUNTIME_DIR"}
    finally:
        process.terminate()
        process.wait(20)


def ask(server: dict[str, Any], route: str, body: bytes | None = None) -> Any:
    request = urllib.request.Request(
        f"{server['url']}/{route}", data=body, headers={"Authorization": f"token {server['token']}"}
    )
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.loads(answer.read())
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def connected(server: dict[str, Any], kernel: str) -> BlockingKernelClient:
    """A client of a kernel that the server has started."""
    client = BlockingKernelClient(connection_file=str(server["runtime"] / f"kernel-{kernel}.json"))
    client.load_connection_file()
    client.hb_channel.time_to_dead = SECONDS  # a busy machine is not a dead kernel
    client.start_channels()
    client.wait_for_ready(SECONDS)
    return client


@pytest.mark.slow
def test_kernel_asks_the_server_that_started_it(server: dict[str, Any]) -> None:
    ask(server, "api/status")
    made = ask(server, "api/kernels", b"{}")
    client = connected(server, made["id"])
    try:
        kernel = Kernel(client)
        kernel.run("%load_ext mlsec_nb")
        seen = found(kernel)
    finally:
        client.stop_channels()
    assert seen["INFRA-01"]["status"] == "pass"
    assert seen["INFRA-03"]["status"] == "fail"
    assert "forgery" in seen["INFRA-03"]["observation"]["summary"]
    told = {evidence["summary"] for evidence in seen["INFRA-05"]["observation"]["evidence"]}
    assert told & {
        "messages are encrypted",
        "messages are not encrypted on this machine",
    }  # old servers cannot


@pytest.mark.slow
def test_kernel_that_no_server_knows(tmp_path: Path) -> None:
    with running_kernel(tmp_path) as kernel:
        kernel.run("%load_ext mlsec_nb")
        seen = found(kernel)
    assert {seen[f"INFRA-0{number}"]["status"] for number in range(1, 5)} == {"not_checked"}
    assert "not encrypted" in seen["INFRA-05"]["observation"]["summary"]
    assert seen["INFRA-13"]["vantage"] == "kernel"

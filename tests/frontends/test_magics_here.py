"""Which notebook ``%mlsec scan`` finds, with a real Jupyter server that started the kernel."""

from __future__ import annotations

import contextlib
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

UNSAFE = "import pickle\npickle.load(open('own.pkl', 'rb'))"
TOKEN = "t" * 20
SECONDS = 60


class Server:
    """``jupyter server`` on loopback with a token, and one session of a notebook."""

    def __init__(self, root: Path) -> None:
        self.environment = environment(root)
        self.runtime = root / "JUPYTER_RUNTIME_DIR"
        self.work = root / "work"
        self.work.mkdir()
        command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
        command += [
            f"--port={free_port()}",
            f"--IdentityProvider.token={TOKEN}",
            f"--ServerApp.root_dir={self.work}",
        ]
        self.process = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL)

    def url(self) -> str:
        """Where the server answers: it writes the file of its address before it listens there."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            for path in self.runtime.glob("jpserver-*.json"):
                with contextlib.suppress(OSError, ValueError):
                    url = str(json.loads(path.read_text())["url"])
                    urllib.request.urlopen(f"{url}api", timeout=SECONDS).close()
                    return url
            time.sleep(0.1)
        raise RuntimeError(f"the server did not start (exit status {self.process.poll()})")

    def call(self, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        request = urllib.request.Request(
            f"{self.url()}{path}",
            json.dumps(body).encode(),
            {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return json.loads(answer.read())

    def open(self, name: str) -> tuple[str, Kernel]:
        """Open a notebook as a front end does: the id of the session, and its kernel."""
        body = {"path": name, "name": name, "type": "notebook", "kernel": {"name": "python3"}}
        session = self.call("POST", "api/sessions", body)
        file = self.runtime / f"kernel-{session['kernel']['id']}.json"
        client = BlockingKernelClient(connection_file=str(file))
        client.load_connection_file()
        client.hb_channel.time_to_dead = SECONDS  # a busy machine is not a dead kernel
        client.start_channels()
        client.wait_for_ready(timeout=SECONDS)
        kernel = Kernel(client)
        kernel.run("%load_ext mlsec_nb")
        return session["id"], kernel


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("server"))
    yield server
    server.process.terminate()
    server.process.wait(20)


def test_saved_file_is_found_by_the_session_name(server):
    (server.work / "a.ipynb").write_bytes(content("x = 1", UNSAFE))
    _, kernel = server.open("a.ipynb")
    reply = kernel.run("%mlsec scan")
    assert "Scanned the saved file `a.ipynb` (found by the server's session name)" in reply.text
    assert "cell 2" in reply.text
    kernel.client.stop_channels()


def test_renamed_notebook_is_found_by_the_list_of_sessions(server):
    (server.work / "old.ipynb").write_bytes(content(UNSAFE))
    session, kernel = server.open("old.ipynb")
    (server.work / "old.ipynb").rename(server.work / "new.ipynb")
    server.call("PATCH", f"api/sessions/{session}", {"path": "new.ipynb", "name": "new.ipynb"})
    reply = kernel.run("%mlsec scan")
    assert "Scanned the saved file `new.ipynb` (found by the server's list of sessions)" in reply.text
    kernel.client.stop_channels()


def test_inputs_that_are_not_saved_yet_are_counted(server):
    path = server.work / "b.ipynb"
    path.write_bytes(content("y = 2", "%mlsec scan"))
    _, kernel = server.open("b.ipynb")
    kernel.run("y = 2")
    assert "Not in this file" not in kernel.run("%mlsec scan").text
    kernel.run("z = 3")
    assert "Not in this file: 1 input run since" in kernel.run("%mlsec scan").text
    later = time.time() + 5
    os.utime(path, (later, later))
    assert "Not in this file" not in kernel.run("%mlsec scan").text
    kernel.client.stop_channels()


def test_vs_code_names_the_file(tmp_path):
    path = tmp_path / "code.ipynb"
    path.write_bytes(content(UNSAFE))
    with running_kernel(tmp_path) as kernel:
        kernel.run("%load_ext mlsec_nb", f"__vsc_ipynb_file__ = {str(path)!r}")
        assert "found by VS Code" in kernel.run("%mlsec scan").text


def test_colab_hands_over_the_live_notebook(tmp_path):
    """Colab's message API, played by a module of the same name: the real one needs its front end."""
    package = tmp_path / "google" / "colab"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    answer = json.dumps({"ipynb": json.loads(content("x = 1", UNSAFE))})
    (package / "_message.py").write_text(
        f"import json\ndef blocking_request(kind, timeout_sec):\n    return json.loads({answer!r})\n"
    )
    with running_kernel(tmp_path) as kernel:
        kernel.run("import sys", "sys.path.insert(0, '.')", "import google.colab", "%load_ext mlsec_nb")
        reply = kernel.run("%mlsec scan")
    assert "as it is in the browser, unsaved edits included" in reply.text
    assert "cell 2" in reply.text

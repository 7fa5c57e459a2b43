"""A real kernel with Jupyter folders of its own, driven as a front end drives it."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

ROOT = Path(__file__).parents[2]
SECONDS = 60


def free_port() -> int:
    """A port that nobody listens on; servers before 2.15 do not tell which one they took for port 0."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Reply:
    """What a front end shows for a cell: streams, and bundles by MIME type."""

    status: str = ""
    stdout: str = ""
    stderr: str = ""
    bundles: list[dict[str, Any]] = field(default_factory=list)
    error: str = ""

    @property
    def text(self) -> str:
        return "\n".join(bundle.get("text/plain", "") for bundle in self.bundles)

    @property
    def html(self) -> str:
        return "\n".join(bundle.get("text/html", "") for bundle in self.bundles)


class Kernel:
    """Runs cells."""

    def __init__(self, client: BlockingKernelClient) -> None:
        self.client = client

    def run(self, *lines: str) -> Reply:
        reply = Reply()

        def show(message: dict[str, Any]) -> None:
            kind, content = message["msg_type"], message["content"]
            if kind == "stream":
                setattr(reply, content["name"], getattr(reply, content["name"]) + content["text"])
            elif kind in ("execute_result", "display_data", "update_display_data"):
                reply.bundles.append(content["data"])
            elif kind == "error":
                reply.error = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(content["traceback"]))

        answer = self.client.execute_interactive("\n".join(lines), output_hook=show, timeout=SECONDS)
        reply.status = answer["content"]["status"]
        return reply

    def complete(self, line: str) -> list[str]:
        message = self.client.complete(line)
        while (reply := self.client.get_shell_msg(timeout=SECONDS))["parent_header"]["msg_id"] != message:
            pass
        return reply["content"]["matches"]

    def fresh(self, folder: Path) -> Kernel:
        """The same kernel as if it had just been started in ``folder``, with the extension loaded."""
        self.run("%unload_ext mlsec_nb", "%reset -f in out", f"%cd -q {folder}", "%load_ext mlsec_nb")
        return self


def environment(folder: Path) -> dict[str, str]:
    """Nothing of the user's own Jupyter and IPython, and this source tree to import from.

    Nor of pytest: a kernel that sees it does not watch what child processes print.
    """
    folders = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    for name in folders:
        (folder / name).mkdir(exist_ok=True)
    own = {name: str(folder / name) for name in folders}
    inherited = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    return {**inherited, **own, "PYTHONPATH": str(ROOT), "JPY_SESSION_NAME": ""}


@contextmanager
def running_kernel(folder: Path) -> Iterator[Kernel]:
    """A kernel that no server knows."""
    manager, client = start_new_kernel(kernel_name="python3", env=environment(folder), cwd=str(folder))
    try:
        yield Kernel(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)

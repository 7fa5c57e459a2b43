"""The extension as Jupyter Server loads it; on after ``pip install``, no command needed."""

from __future__ import annotations

import asyncio

from jupyter_server.extension.application import ExtensionApp
from tornado.web import HTTPError
from traitlets import Enum, Float, Int

from mlsec_nb.frontends.server.frames import Head
from mlsec_nb.frontends.server.guard import SaveGuard
from mlsec_nb.frontends.server.handlers import routes
from mlsec_nb.frontends.server.settings import user_setting
from mlsec_nb.frontends.server.worker import Worker


class MlsecApp(ExtensionApp):
    """Routes for the panel, and the save guard."""

    name = "mlsec_nb"

    seconds = Float(20.0, config=True, help="A scan that takes longer is ended.")
    max_bytes = Int(100_000_000, config=True, help="A larger request is refused.")
    save_guard = Enum(
        ["", "off", "warn", "block"],
        "",
        config=True,
        help="What happens when a notebook with severe findings is saved; empty: as each user has set.",
    )

    def initialize_settings(self) -> None:
        """Start to guard the saves of this server."""
        self.turn = asyncio.Lock()
        self.worker = Worker()
        if self.serverapp is None:
            raise RuntimeError("The extension is loaded by a server.")
        contents = self.serverapp.contents_manager
        self.root = str(getattr(contents, "root_dir", ""))
        self.guard = SaveGuard(self.ask, self.root, self._guard_mode, self.log)
        contents.register_pre_save_hook(self.guard)  # type: ignore[no-untyped-call]

    def initialize_handlers(self) -> None:
        """Add the routes."""
        self.handlers.extend(routes(self))

    async def stop_extension(self) -> None:
        """End the worker with the server."""
        self.worker.stop()

    def ask(self, head: Head, body: bytes) -> tuple[int, bytes]:
        """Ask the worker, within the limits."""
        answered, content = self.worker.ask(head, body, seconds=self.seconds)
        return answered["status"], content

    def _guard_mode(self) -> str:
        if self.save_guard:
            return str(self.save_guard)
        try:
            return str(user_setting(self.serverapp, "saveGuard"))
        except (HTTPError, OSError, ValueError) as error:
            self.log.warning("mlsec_nb: the settings of the panel cannot be read: %s", error)
            return "off"

"""The extension as Jupyter Server loads it; on after ``pip install``, no command needed."""

from __future__ import annotations

from typing import Any

from jupyter_server.extension.application import ExtensionApp
from tornado.web import HTTPError
from traitlets import Enum, Float, Int

from mlsec_nb.checklist.transfer import facts_to_json
from mlsec_nb.frontends.server.desk import Desk
from mlsec_nb.frontends.server.facts import server_facts
from mlsec_nb.frontends.server.guard import REFUSED, REFUSED_EVENT, SaveGuard
from mlsec_nb.frontends.server.handlers import routes
from mlsec_nb.frontends.server.settings import user_setting
from mlsec_nb.frontends.server.unsaved import Unsaved


class MlsecApp(ExtensionApp):
    """Routes for the panel, and the save guard."""

    name = "mlsec_nb"

    seconds = Float(20.0, config=True, help="A scan that takes longer is ended.")
    artifact_seconds = Float(60.0, config=True, help="The same for a model file that somebody asks about.")
    checklist_seconds = Float(90.0, config=True, help="The same for going through the checklist.")
    max_bytes = Int(100_000_000, config=True, help="A larger request is refused.")
    max_artifact_bytes = Int(20_000_000_000, config=True, help="A larger model file is refused.")
    save_guard = Enum(
        ["", "off", "warn", "redact", "block"],
        "",
        config=True,
        help="What happens when a notebook with severe findings is saved; empty: as each user has set.",
    )

    def initialize_settings(self) -> None:
        """Start to guard the saves of this server."""
        self.scans = Desk(lambda: self.seconds)
        self.examinations = Desk(lambda: self.artifact_seconds)
        self.checks = Desk(lambda: self.checklist_seconds)
        if self.serverapp is None:
            raise RuntimeError("The extension is loaded by a server.")
        contents = self.serverapp.contents_manager
        self.root = str(getattr(contents, "root_dir", ""))
        if self.serverapp.event_logger is not None:
            self.serverapp.event_logger.register_event_schema(REFUSED_EVENT)
        self.unsaved = Unsaved()
        self.guard = SaveGuard(
            self.scans.ask,
            self.root,
            mode=self._guard_mode,
            unsaved=self.unsaved,
            announce=self._announce,
            log=self.log,
        )
        contents.register_pre_save_hook(self.guard)  # type: ignore[no-untyped-call]

    def initialize_handlers(self) -> None:
        """Add the routes."""
        self.handlers.extend(routes(self))

    async def stop_extension(self) -> None:
        """End the workers with the server."""
        for desk in (self.scans, self.examinations, self.checks):
            desk.worker.interrupt()
            desk.worker.stop()

    def facts(self) -> dict[str, Any]:
        """What the server says of itself for the checklist."""
        if self.serverapp is None:
            raise RuntimeError("The extension is loaded by a server.")
        return facts_to_json(server_facts(self.serverapp))

    def _announce(self, path: str) -> None:
        if self.serverapp is not None and self.serverapp.event_logger is not None:
            self.serverapp.event_logger.emit(schema_id=REFUSED, data={"path": path})

    def _guard_mode(self) -> str:
        if self.save_guard:
            return str(self.save_guard)
        try:
            return str(user_setting(self.serverapp, "saveGuard"))
        except (HTTPError, OSError, ValueError) as error:
            self.log.warning("mlsec_nb: the settings of the panel cannot be read: %s", error)
            return "off"

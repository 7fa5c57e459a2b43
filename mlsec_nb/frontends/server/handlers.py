"""The REST routes under ``mlsec-nb/api/``: HTTP in and out; the worker answers."""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado.iostream import StreamClosedError
from tornado.web import authenticated

from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.server.desk import Desk
from mlsec_nb.frontends.server.worker import EndedError, OverdueError

if TYPE_CHECKING:
    from mlsec_nb.frontends.server.app import MlsecApp

CHECKLIST = {
    "checklist": (),
    "checklist-export": ("export",),
    "attest": ("attest",),
    "waive": ("waive",),
}
"""What can be asked about the checklist, and where below its route."""

MAX_VALUES = 1_000_000
"""Bytes of the values that a kernel hands over at once."""

RULE = r"(?P<rule>[A-Za-z0-9-]{1,80})"


class Handler(APIHandler):
    """What the routes share: who may call them, and how the worker is asked."""

    auth_resource = "mlsec_nb"

    def initialize(self, extension: MlsecApp) -> None:
        """Take the extension that the routes belong to."""
        self.extension = extension
        self._gone = False

    def on_connection_close(self) -> None:
        """Remember that nobody waits for the answer any more."""
        self._gone = True
        super().on_connection_close()

    def wanted(self) -> bool:
        """Whether somebody still waits for the answer, asked when it is this request's turn."""
        return not self._gone

    @property
    def desk(self) -> Desk:
        """Whom to ask."""
        return self.extension.scans

    async def ask(self, operation: str, **more: Any) -> None:
        """Pass the request on to the worker, and its answer back."""
        body = self.request.body
        if len(body) > self.extension.max_bytes:
            return self.fail(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                f"The notebook is larger than {self.extension.max_bytes:,} bytes.",
                "Scan it with `mlsec-nb scan`, or raise MlsecApp.max_bytes.",
            )
        head = {"operation": operation, "root": self.extension.root, **more}
        try:
            answer = await self.desk.answer(head, body, wanted=self.wanted)
        except OverdueError:
            return self.fail(
                HTTPStatus.SERVICE_UNAVAILABLE,
                f"The scan was ended: it took longer than {self.desk.seconds:g} seconds.",
                "Scan it with `mlsec-nb scan`, or raise the limit in MlsecApp.",
            )
        except EndedError:
            return self.fail(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "The process that scans ended before it had answered.",
                "Try again: a new one is started. If it ends again, look whether memory runs short.",
            )
        return None if answer is None else self.reply(*answer)

    def content(self) -> Any:
        """The body as JSON; ``None`` if it is none."""
        try:
            return json.loads(self.request.body)
        except (ValueError, RecursionError):
            return None

    def fail(self, status: int, message: str, advice: str) -> None:
        """Answer with an error as every route words it."""
        self.reply(status, json.dumps({"message": message, "advice": advice}).encode())

    def reply(self, status: int, content: bytes) -> None:
        """Finish with JSON, unless the caller has gone."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        try:
            self.finish(content)
        except StreamClosedError:
            self.log.debug("mlsec_nb: the caller did not wait for the answer")


class NotebookHandler(Handler):
    """Scan, export, fix and ignore: a notebook as it stands in the browser is the body."""

    def initialize(self, extension: MlsecApp, operation: str = "") -> None:
        """Take the operation that the route stands for."""
        super().initialize(extension)
        self.operation = operation

    @authenticated
    @authorized
    async def post(self) -> None:
        """Ask the worker."""
        await self.ask(self.operation)


class LongHandler(Handler):
    """A question that may take long, to a worker of its own; it is given up when nobody waits for it."""

    def initialize(self, extension: MlsecApp) -> None:
        """Take the extension that the routes belong to."""
        super().initialize(extension)
        self._asking = False

    def wanted(self) -> bool:
        """Remember that it is our question that the worker is busy with."""
        self._asking = super().wanted()
        return self._asking

    def on_connection_close(self) -> None:
        """Stop to work on what nobody waits for any more."""
        super().on_connection_close()
        if self._asking:
            self.desk.worker.interrupt()

    async def ask(self, operation: str, **more: Any) -> None:
        """Pass the request on to the worker, and its answer back."""
        try:
            await super().ask(operation, **more)
        finally:
            self._asking = False


class ArtifactHandler(LongHandler):
    """Examine a model file of the contents root, or ignore what was found in it."""

    def initialize(self, extension: MlsecApp, operation: str = "") -> None:
        """Take the operation that the route stands for."""
        super().initialize(extension)
        self.operation = operation

    @property
    def desk(self) -> Desk:
        """Whom to ask."""
        return self.extension.examinations

    @authenticated
    @authorized
    async def post(self) -> None:
        """Ask the worker."""
        hidden = bool(getattr(self.contents_manager, "allow_hidden", False))
        await self.ask(self.operation, hidden=hidden, max_bytes=self.extension.max_artifact_bytes)


class RulesHandler(Handler):
    """Every rule in short."""

    @authenticated
    @authorized
    async def get(self) -> None:
        """List the rules."""
        await self.ask("rules")


class ExplainHandler(Handler):
    """One rule in full."""

    @authenticated
    @authorized
    async def get(self, rule: str) -> None:
        """Explain the rule."""
        await self.ask("explain", rule=rule)


class PassHandler(Handler):
    """Let the next save of one notebook through the save guard."""

    @authenticated
    @authorized
    async def post(self) -> None:
        """Remember the notebook."""
        body = self.content()
        path = body.get("path") if isinstance(body, dict) else None
        if not isinstance(path, str):
            return self.fail(HTTPStatus.BAD_REQUEST, "The path of the notebook is missing.", "Name one.")
        self.extension.guard.let_pass(path)
        return self.reply(HTTPStatus.OK, b"{}")


class ValuesHandler(Handler):
    """Take the values that a kernel shows, and that are not to be saved."""

    @authenticated
    @authorized
    async def post(self) -> None:
        """Remember them, or forget them."""
        if len(self.request.body) > MAX_VALUES:
            return self.fail(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "These are too many values.", "Mask them.")
        try:
            self.extension.unsaved.take(self.content())
        except UsageError as error:
            return self.fail(HTTPStatus.BAD_REQUEST, error.message, error.advice)
        return self.reply(HTTPStatus.OK, b"{}")


class ChecklistHandler(LongHandler):
    """The checklist of the project that a notebook is in."""

    def initialize(self, extension: MlsecApp, operation: str = "") -> None:
        """Take the operation that the route stands for."""
        super().initialize(extension)
        self.operation = operation

    @property
    def desk(self) -> Desk:
        """Whom to ask."""
        return self.extension.checks

    @authenticated
    @authorized
    async def post(self) -> None:
        """Ask the worker, and tell it what this server knows of itself."""
        hidden = bool(getattr(self.contents_manager, "allow_hidden", False))
        facts = await asyncio.to_thread(self.extension.facts)
        await self.ask(self.operation, hidden=hidden, facts=facts)


class FactsHandler(Handler):
    """What this server says of itself: settings in force, never a secret."""

    @authenticated
    @authorized
    async def get(self) -> None:
        """Tell it; a kernel of this server asks for its checklist."""
        facts = await asyncio.to_thread(self.extension.facts)
        self.reply(HTTPStatus.OK, json.dumps(facts).encode())


def routes(extension: MlsecApp) -> list[tuple[str, type[Handler], dict[str, Any]]]:
    """Every route with its handler."""
    ours = {"extension": extension}
    return [
        *(
            (_route(operation), NotebookHandler, {**ours, "operation": operation})
            for operation in ("scan", "export", "fix", "ignore")
        ),
        (_route("artifact"), ArtifactHandler, {**ours, "operation": "artifact"}),
        (_route("artifact", "ignore"), ArtifactHandler, {**ours, "operation": "artifact-ignore"}),
        (_route("rules"), RulesHandler, ours),
        (_route("rules", RULE), ExplainHandler, ours),
        (_route("guard", "pass"), PassHandler, ours),
        (_route("guard", "values"), ValuesHandler, ours),
        (_route("checklist", "server"), FactsHandler, ours),
        *(
            (_route("checklist", *place), ChecklistHandler, {**ours, "operation": operation})
            for operation, place in CHECKLIST.items()
        ),
    ]


def _route(*parts: str) -> str:
    return url_path_join("mlsec-nb", "api", *parts)

"""The save guard's hook: ``block`` refuses to write a notebook with severe findings, ``redact`` masks.

``warn`` is the front end's business: nothing is refused then. A refusal loses nothing, the notebook
stays in the browser; what cannot be examined is saved, with a line in the log. ``redact`` masks the
secrets that outputs show in what is written; in the browser they stay until the notebook is reloaded.
In every mode values that a kernel's guard does not want to be saved are masked.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from tornado.web import HTTPError

from mlsec_nb.frontends.server.frames import Head
from mlsec_nb.frontends.server.unsaved import Unsaved
from mlsec_nb.frontends.server.worker import EndedError, OverdueError

PASS_SECONDS = 60.0
"""For how long *Save anyway* counts."""

SHOWN = 3
"""Findings that the refusal names."""

REFUSED = "urn:mlsec-nb:save-refused:v1"
"""With real-time collaboration the server itself saves, and nobody sees it fail: an event tells them."""

REFUSED_EVENT = {
    "$id": REFUSED,
    "version": "1",
    "title": "A save that was refused",
    "description": "The save guard did not let a notebook be written.",
    "type": "object",
    "required": ["path"],
    "properties": {"path": {"type": "string", "description": "What the contents API calls the notebook."}},
}

Ask = Callable[[Head, bytes], tuple[int, bytes]]


class SaveGuard:
    """A pre-save hook of the contents manager.

    Parameters
    ----------
    ask
        Asks the worker.
    root
        The folder of the contents, or nothing.
    mode
        Says whether the guard is ``off``, ``warn``, ``redact`` or ``block`` at the moment.
    unsaved
        Values that kernels show and that are not to be saved.
    announce
        Told of the path of a notebook that was not saved.
    log
        Told of what was saved without having been examined.
    """

    def __init__(
        self,
        ask: Ask,
        root: str,
        *,
        mode: Callable[[], str],
        unsaved: Unsaved,
        announce: Callable[[str], None],
        log: logging.Logger,
    ) -> None:
        self._ask = ask
        self._root = root
        self._mode = mode
        self._unsaved = unsaved
        self._announce = announce
        self._log = log
        self._passes: dict[str, float] = {}

    def let_pass(self, path: str) -> None:
        """Do not refuse the next save of ``path``, if it comes soon."""
        self._passes[path.strip("/")] = time.monotonic() + PASS_SECONDS

    def __call__(self, model: dict[str, Any] | None = None, path: str = "", **_more: Any) -> None:
        """Refuse the save by raising ``HTTPError``, mask what is saved, or return."""
        content = (model or {}).get("content")
        if model is None or model.get("type") != "notebook" or not content:
            return
        content = model["content"] = self._unsaved.masked(content)
        mode = self._mode()
        if mode == "redact":
            redacted = self._examined("redact", path, content)
            if redacted and redacted["notebook"]:
                model["content"] = redacted["notebook"]
        elif mode == "block" and self._passes.pop(path.strip("/"), 0.0) <= time.monotonic():
            self._refuse(path, self._examined("check", path, content))

    def _examined(self, operation: str, path: str, content: Any) -> dict[str, Any] | None:
        """The worker's answer; ``None`` if it has none, which is logged."""
        body = json.dumps({"path": path.strip("/"), "notebook": content}).encode()
        try:
            status, raw = self._ask({"operation": operation, "root": self._root}, body)
        except OverdueError:
            self._log.warning("mlsec_nb: %s is saved unexamined, the scan took too long", path)
            return None
        except EndedError:
            self._log.warning("mlsec_nb: %s is saved unexamined, the scan's process ended", path)
            return None
        answer: dict[str, Any] = json.loads(raw)
        if status != HTTPStatus.OK:
            self._log.warning("mlsec_nb: %s is saved unexamined: %s", path, answer.get("message"))
            return None
        return answer

    def _refuse(self, path: str, verdict: dict[str, Any] | None) -> None:
        if verdict and verdict["found"]:
            self._announce(path.strip("/"))
            text = _refusal(path.rpartition("/")[2], verdict["found"], verdict["severity"])
            # JupyterLab's dialog shows the log message, the HTTP status line has the reason.
            raise HTTPError(HTTPStatus.BAD_REQUEST, text, reason="Save refused by mlsec_nb")


def _refusal(name: str, found: list[str], severity: str) -> str:
    count = "a finding" if len(found) == 1 else f"{len(found)} findings"
    more = f"; and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return (
        f"mlsec_nb did not save {name}: it has {count} of {severity} severity or above "
        f"({'; '.join(found[:SHOWN])}{more}). Fix or ignore them in the ML security panel, choose "
        "Save anyway there, or set the save guard to warn. Nothing is lost: your work is in the browser."
    )

"""Who may ask a worker, and when: one question at a time, each within its time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from mlsec_nb.frontends.server.frames import Head
from mlsec_nb.frontends.server.worker import Worker


class Desk:
    """A worker and those who wait for it.

    Parameters
    ----------
    seconds
        Says how long a question may take at the moment.
    """

    def __init__(self, seconds: Callable[[], float]) -> None:
        self.worker = Worker()
        self._seconds = seconds
        self._turn = asyncio.Lock()

    @property
    def seconds(self) -> float:
        """How long a question may take."""
        return self._seconds()

    def ask(self, head: Head, body: bytes) -> tuple[int, bytes]:
        """The status and content of the answer; blocks until it is there."""
        answered, content = self.worker.ask(head, body, seconds=self.seconds)
        return answered["status"], content

    async def answer(
        self, head: Head, body: bytes, *, wanted: Callable[[], bool]
    ) -> tuple[int, bytes] | None:
        """The same off the event loop, in turn; nothing when it is not ``wanted`` any more by then."""
        async with self._turn:
            return await asyncio.to_thread(self.ask, head, body) if wanted() else None

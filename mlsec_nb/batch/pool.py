"""Many workers: the work is shared out, and what a worker that dies had in hand is tried again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING

from mlsec_nb.batch.backends import Crew, start
from mlsec_nb.batch.backlog import Backlog
from mlsec_nb.batch.item import Item
from mlsec_nb.batch.plan import Plan
from mlsec_nb.batch.work import Batch, Done
from mlsec_nb.errors import UsageError
from mlsec_nb.options import Options
from mlsec_nb.scan import unreadable

if TYPE_CHECKING:
    from concurrent.futures import Future

AHEAD = 3
"""Batches that each worker has in hand, the one it works on among them: it never waits for the next."""

Here = Callable[[int, Item], Done]
"""How this process scans an item."""


class Pool:
    """The workers of one scan; a context that starts them when there is something to do, and stops them."""

    def __init__(self, options: Options, plan: Plan) -> None:
        self._options = options
        self._plan = plan
        self._stack = ExitStack()
        self._crew: Crew | None = None
        self._started = False

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def scan(self, backlog: Backlog, here: Here) -> Iterator[Done]:
        """Yield what is done as it comes in.

        When a worker dies, what the workers had in hand is tried again; a file that takes workers down
        alone is reported as not read, and so are all when there are no workers any more.

        Raises
        ------
        UsageError
            When no worker can be started at all.
        """
        while backlog:
            try:
                crew = self._crew or self._start()
            except UsageError as error:
                if not self._started:
                    raise
                yield from _unread(iter(partial(backlog.batch, 1), None), f"the workers are gone. {error}")
                return
            in_hand: dict[Batch, Future[tuple[Done, ...]]] = {}
            try:
                yield from self._shared(crew, backlog, here, in_hand)
            except Exception as error:  # a worker or the cluster: the scan itself never raises
                self._stop()
                yield from self._again(deque(in_hand), type(error).__name__)

    def _start(self) -> Crew:
        self._crew = self._stack.enter_context(start(self._plan))
        self._started = True
        return self._crew

    def _stop(self) -> None:
        self._crew = None
        self._stack.close()

    def _shared(
        self,
        crew: Crew,
        backlog: Backlog,
        here: Here,
        in_hand: dict[Batch, Future[tuple[Done, ...]]],
    ) -> Iterator[Done]:
        """Share out the backlog: the largest to the workers, the smallest to this process if it helps."""
        from concurrent.futures import FIRST_COMPLETED, Future, wait

        while True:
            while len(in_hand) < AHEAD * crew.number and (batch := backlog.batch(crew.number)):
                in_hand[batch] = Future()  # in hand as well if handing it over fails
                in_hand[batch] = crew.submit(self._options, batch)
            own = backlog.smallest() if crew.helped else None
            if own:
                yield here(*own)
            elif not in_hand:
                return
            done, _ = wait(in_hand.values(), 0 if own else crew.silence, FIRST_COMPLETED)
            if not done and not own:
                raise TimeoutError
            for batch in [batch for batch, future in in_hand.items() if future in done]:
                results = in_hand[batch].result()
                del in_hand[batch]
                yield from results

    def _again(self, lost: deque[Batch], why: str) -> Iterator[Done]:
        """Try each batch that was lost by itself, and of one that is lost again each file."""
        while lost:
            try:
                with start(replace(self._plan, jobs=1)) as crew:
                    while lost:
                        yield from crew.submit(self._options, lost[0]).result(crew.silence)
                        lost.popleft()
            except UsageError as error:
                yield from _unread(lost, f"the workers are gone ({why}). {error}")
                lost.clear()
            except Exception as error:
                batch = lost.popleft()
                if len(batch.items) > 1:
                    lost.extendleft(batch.singles())
                else:
                    reason = f"the process that read it died twice ({why}, {type(error).__name__})."
                    yield from _unread([batch], reason)


def _unread(batches: Iterable[Batch], why: str) -> Iterator[Done]:
    for batch in batches:
        for number, item in batch.items:
            yield Done(number, item, unreadable(item.label, why))

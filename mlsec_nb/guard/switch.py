"""``mlsec_nb.guard``: switch the guard on for a block of code, or until it is switched off."""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING

from mlsec_nb.errors import UnsafeUnpicklingError, UsageError
from mlsec_nb.guard.incidents import Ask, Mode
from mlsec_nb.options import load_options

if TYPE_CHECKING:
    from mlsec_nb.guard.unpickling import Watch

MODES = tuple(mode.name.lower() for mode in Mode)


class Guard:
    """Watches unpickling between :meth:`on` and :meth:`off`, or in a ``with`` block.

    See :func:`guard` for the parameters.
    """

    def __init__(
        self, unpickling: str = "block", *, allow: Iterable[str] = (), ask: Ask | None = None
    ) -> None:
        if unpickling not in MODES:
            raise UsageError(f"No mode is called {unpickling!r}.", f"Choose out of {', '.join(MODES)}.")
        self.unpickling = Mode[unpickling.upper()]
        self._allow = tuple(allow)
        self._ask = ask
        self._watch: Watch | None = None

    def on(self) -> Guard:
        """Start to watch; a second call changes nothing. Returns itself."""
        from mlsec_nb.guard.unpickling import watch  # not before: the package imports this file

        if self._watch is None:
            allow = (*load_options().allow, *self._allow)
            self._watch = watch(self.unpickling, allow=allow, ask=self._ask)
        return self

    def off(self) -> None:
        """Stop to watch."""
        from mlsec_nb.guard.unpickling import unwatch

        if self._watch is not None:
            unwatch(self._watch)
            self._watch = None

    def __enter__(self) -> Guard:
        return self.on()

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.off()
        stopped = _stopped(error)
        if stopped is not None and stopped is not error:
            raise stopped from None  # a library made an error of its own out of it


def guard(unpickling: str = "block", *, allow: Iterable[str] = (), ask: Ask | None = None) -> Guard:
    """Watch what pickles ask for, and what happens while their objects are built.

    It holds for the whole process: all threads, and worker processes that are started meanwhile.
    A seat belt, not a sandbox: it stops what known tricks do, and proves nothing about the rest.

    Parameters
    ----------
    unpickling
        ``log``, ``ask`` or ``block``.
    allow
        Dotted names (``mypackage.model.Net``) that pickles may ask for, besides those of the policy and
        the project's configuration.
    ask
        Called with an :class:`~mlsec_nb.guard.incidents.Incident` in the mode ``ask``; says whether the
        load may go on. Without it, ``ask`` is ``block``.

    Raises
    ------
    UsageError
        When there is no such mode.
    ConfigError
        When it is switched on and the configuration cannot be read.

    Examples
    --------
    >>> with guard(unpickling="block"):  # doctest: +SKIP
    ...     model = joblib.load(path)  # raises UnsafeUnpicklingError before anything runs
    """
    return Guard(unpickling, allow=allow, ask=ask)


def _stopped(error: BaseException | None) -> UnsafeUnpicklingError | None:
    """The guard's error that ``error`` is or was made of."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, UnsafeUnpicklingError):
            return error
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return None

"""Tell worker processes to watch as well.

A forked process has the hook already. A spawned one unpickles a description of its work, with a copy of
what its parent keeps for its children: a reminder among it switches the guard on when it is unpickled.
"""

from __future__ import annotations

from typing import Any

KEY = "mlsec_nb_guard"


class Reminder:
    """Switches the guard on in the process that unpickles it."""

    def __init__(self, mode: str) -> None:
        self.mode = mode

    def __reduce__(self) -> tuple[object, ...]:
        return remind, (self.mode,)


def remind(mode: str) -> Reminder:
    """Watch from now on, unless this process does so already."""
    from mlsec_nb.guard.incidents import Mode
    from mlsec_nb.guard.unpickling import current_mode, watch
    from mlsec_nb.options import load_options

    if current_mode() is None:
        watch(Mode[mode], allow=load_options().allow)
    return Reminder(mode)


def tell(mode: str) -> None:
    """Have the processes that this one starts from now on watch in this mode."""
    _kept()[KEY] = Reminder(mode)


def untell() -> None:
    """Have them watch no more; those that run already go on as they are."""
    _kept().pop(KEY, None)


def _kept() -> dict[str, Any]:
    """What a process hands on to its children."""
    from multiprocessing.process import current_process

    kept: dict[str, Any] = current_process()._config  # type: ignore[attr-defined]
    return kept

"""The three parts of the guard in one kernel, and their state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mlsec_nb.frontends.magics.guarding.ask import ask
from mlsec_nb.frontends.magics.guarding.cells import CellGuard
from mlsec_nb.frontends.magics.guarding.literals import Literals
from mlsec_nb.frontends.magics.guarding.outputs import KernelOutputs, TerminalOutputs, Watched
from mlsec_nb.frontends.magics.guarding.prompts import Prompts
from mlsec_nb.guard import Guard
from mlsec_nb.guard.incidents import INCIDENTS
from mlsec_nb.options import Guarding

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session

SHOWN = 5
"""Incidents and names that the state lists."""

UNSERVED = "They are masked: this kernel has no Jupyter server with mlsec_nb that would mask them on saving."


@dataclass(slots=True)
class KernelGuard:
    """What is on in this kernel."""

    session: Session
    setting: Guarding = field(default_factory=Guarding)
    watched: Watched | None = None
    _parts: ExitStack = field(default_factory=ExitStack)

    def set(self, setting: Guarding) -> None:
        """Bring the parts into these modes; what was not to be saved is still not."""
        self._close()
        try:
            if setting.unpickling != "off":
                self._parts.enter_context(Guard(setting.unpickling, allow=(), ask=ask))
            if setting.outputs != "off":
                self._outputs(setting.outputs)
            if setting.cells != "off":
                self._add(CellGuard(self.session, block=setting.cells == "block", severity=setting.severity))
        except BaseException:
            self._parts.close()
            raise
        self.setting = setting

    def off(self) -> None:
        """Switch everything off."""
        if self.watched:
            self.watched.forget()
        self._close()

    def _close(self) -> None:
        self._parts.close()
        self.watched = None
        self.setting = Guarding(severity=self.setting.severity)

    def _outputs(self, mode: str) -> None:
        shell = self.session.shell
        kernel = getattr(shell, "kernel", None)
        self.watched = Watched(shell, mode=mode)
        self._add(Prompts(kernel, self.watched.add))
        self._add(KernelOutputs(kernel, self.watched) if kernel else TerminalOutputs(shell, self.watched))
        self._add(Literals(self.session, self.watched.add))

    def _add(self, part: Any) -> None:
        part.on()
        self._parts.callback(part.off)

    def facts(self) -> Iterator[str]:
        """The state, in sentences."""
        modes = self.setting
        parts = {"unpickling": modes.unpickling, "cells": modes.cells, "outputs": modes.outputs}
        if set(parts.values()) == {"off"}:
            yield "The guard is off; `%mlsec guard on` switches it on."
            return
        yield f"The guard is on: {', '.join(f'{part} {mode}' for part, mode in parts.items())}."
        if INCIDENTS:
            yield f"Last of {len(INCIDENTS)} about unpickling: {INCIDENTS[-1].message}"
        if self.watched:
            self.watched.matcher()
            names = sorted(set(self.watched.known.labels.values()))
            yield f"Values that are watched: {len(names)}{_listed(names)}."
            if self.watched.mask and modes.outputs == "unsaved":
                yield UNSERVED
            if self.watched.seen:
                yield f"Met in outputs: {', '.join(sorted(self.watched.seen))}."
            if self.watched.known.unwatched:
                unwatched = sorted(self.watched.known.unwatched)
                yield f"Too short or too common to be watched: {len(unwatched)}{_listed(unwatched)}."


def _listed(names: list[str]) -> str:
    more = ", …" if len(names) > SHOWN else ""
    return f" ({', '.join(names[:SHOWN])}{more})" if names else ""

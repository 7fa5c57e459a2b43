"""Watch the values of secrets that are written in the cells, from before these run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mlsec_nb.secrets.texts import values_in

if TYPE_CHECKING:
    from IPython.core.interactiveshell import ExecutionInfo

    from mlsec_nb.frontends.magics.session import Session


class Literals:
    """Watches the secrets that are written in the cells themselves, from before they run."""

    def __init__(self, session: Session, add: Callable[[str, object], None]) -> None:
        self._session = session
        self._add = add

    def on(self) -> None:
        """Look into the cells that were run and those that will be."""
        for cell in self._session.inputs():
            self._look(cell)
        self._session.shell.events.register("pre_run_cell", self._announced)

    def off(self) -> None:
        """Look no more."""
        self._session.shell.events.unregister("pre_run_cell", self._announced)

    def _announced(self, info: ExecutionInfo) -> None:
        self._look(info.raw_cell or "")

    def _look(self, cell: str) -> None:
        for name, value in values_in([cell]):
            self._add(name, value)

"""Every cell is scanned before it runs, as ``%%mlsec`` does with one."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from IPython.core.error import InputRejected

from mlsec_nb.core.finding import Severity
from mlsec_nb.frontends.magics.cell import scan_cell, way_out
from mlsec_nb.options import load_options
from mlsec_nb.report.wording import severities

if TYPE_CHECKING:
    from IPython.core.interactiveshell import ExecutionInfo

    from mlsec_nb.frontends.magics.session import Session


class UnsafeCellError(InputRejected):
    """A cell that is not run; shown as a sentence, because no code of anybody's failed."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class CellGuard(ast.NodeTransformer):
    """A transformer of syntax trees, which IPython lets reject its input.

    Other callers transform trees as well, such as ``%timeit``: only the first tree after a cell was
    announced is the cell's.

    Parameters
    ----------
    session
        The session whose earlier inputs are the context.
    block
        Whether unsafe cells are rejected, or only shown what is wrong.
    severity
        From this severity on a finding makes a cell unsafe.
    """

    def __init__(self, session: Session, *, block: bool, severity: Severity) -> None:
        self._session = session
        self._block = block
        self._severity = severity
        self._waiting = ""

    def on(self) -> None:
        """Scan from the next cell on."""
        self._session.shell.events.register("pre_run_cell", self._announced)
        self._session.shell.ast_transformers.append(self)

    def off(self) -> None:
        """Scan no more."""
        self._session.shell.events.unregister("pre_run_cell", self._announced)
        self._session.shell.ast_transformers.remove(self)

    def _announced(self, info: ExecutionInfo) -> None:
        cell = info.raw_cell or ""
        # `%%mlsec` scans for itself; what a front end runs silently is its own.
        self._waiting = cell if info.store_history and not cell.lstrip().startswith("%%mlsec") else ""

    def visit(self, tree: ast.AST) -> ast.AST:
        """Scan the cell that was announced; a scan that fails is told of and stops nothing.

        Raises
        ------
        UnsafeCellError
            When the cell is unsafe.
        """
        cell, self._waiting = self._waiting, ""
        unsafe = self._unsafe(cell) if cell.strip() else ""
        if unsafe:
            raise UnsafeCellError(unsafe)
        return tree

    def _unsafe(self, cell: str) -> str:
        """What to say instead of running the cell; empty if it may run."""
        from IPython.display import display

        try:
            view = scan_cell(self._session, cell, load_options())
            unsafe = [finding for finding in view.findings if finding.severity >= self._severity]
            if unsafe:
                display(view)
        except Exception as error:
            print(f"mlsec_nb: this cell runs unscanned: {type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201
            return ""
        if not unsafe or not self._block:
            return ""
        return f"This cell was not run: {severities(unsafe)}. {way_out(unsafe)}"

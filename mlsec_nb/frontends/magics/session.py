"""What the magics remember between two calls in one kernel."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mlsec_nb.errors import UsageError

if TYPE_CHECKING:
    from IPython.core.interactiveshell import ExecutionInfo, InteractiveShell

    from mlsec_nb.frontends.magics.guarding.kernel import KernelGuard
    from mlsec_nb.frontends.magics.view import ScanView


@dataclass(slots=True)
class Session:
    """The shell, the last scan, and when each input was run (by execution count)."""

    shell: InteractiveShell
    last: ScanView | None = None
    ran: dict[int, float] = field(default_factory=dict)
    _guard: KernelGuard | None = None

    @property
    def guard(self) -> KernelGuard:
        """The guard of this kernel, off to begin with."""
        if self._guard is None:
            from mlsec_nb.frontends.magics.guarding.kernel import KernelGuard

            self._guard = KernelGuard(self)
        return self._guard

    def note_run(self, info: ExecutionInfo) -> None:
        """Note the time of a run (IPython's event ``pre_run_cell``)."""
        if info.store_history:
            self.ran[self.shell.execution_count] = time.time()

    def inputs(self) -> list[str]:
        """The inputs of this session as they were typed, the current one included; the first is empty."""
        history = self.shell.history_manager
        return list(history.input_hist_raw) if history else [""]

    @property
    def number(self) -> int:
        """The number of the current input, as in ``In [5]``; ``execution_count`` is already one ahead."""
        return max(len(self.inputs()) - 1, 1)

    def inputs_since(self, moment: float) -> list[str]:
        """The inputs run after ``moment``, as far as they were seen."""
        inputs = self.inputs()
        return [inputs[count] for count, at in self.ran.items() if at > moment and count < len(inputs)]

    def last_scan(self) -> ScanView:
        """Return the last scan.

        Raises
        ------
        UsageError
            When there was none.
        """
        if self.last is None:
            raise UsageError("Nothing has been scanned in this session.", "Run `%mlsec scan` first.")
        return self.last

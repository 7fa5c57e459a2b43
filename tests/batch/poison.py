"""Items that do what no file should be able to do."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from mlsec_nb.batch.item import Item
from mlsec_nb.core.result import Target
from mlsec_nb.scan import Scanner


@dataclass(frozen=True, slots=True)
class Poison(Item):
    """Takes the process that reads it down; with a ``mark``, only the first one."""

    mark: str = ""

    @property
    def size(self) -> int:
        """More than the others: the largest is given to a worker."""
        return 1_000

    def read(self, limit: int) -> bytes:
        """Die."""
        if self.mark:
            if os.path.exists(self.mark):
                return b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
            open(self.mark, "x").close()
        os._exit(9)


@dataclass(frozen=True, slots=True)
class Slow(Item):
    """An empty notebook that takes its time."""

    def scan(self, scanner: Scanner) -> Target:
        """Wait, then scan."""
        time.sleep(0.2)
        return scanner.content(self.read(0), self.label)

    def read(self, limit: int) -> bytes:
        """The content."""
        return b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'

"""What was typed, and what has to be on disk: a second bookkeeping beside Jupyter's."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Document:
    """A notebook as one person has it open; ``seen`` is the version of the file that it goes back to."""

    cells: list[str]
    seen: int = 0
    dirty: bool = False


@dataclass
class File:
    """A notebook on disk."""

    path: Path
    cells: list[str]
    version: int = 0
    open: dict[str, Document] = field(default_factory=dict)

    def opened(self, who: str) -> Document:
        return self.open.setdefault(who, Document(list(self.cells), self.version))

    def is_newer_than(self, document: Document) -> bool:
        """Somebody else has saved since: Jupyter has to ask."""
        return document.seen != self.version

    def saved(self, document: Document) -> None:
        self.cells = list(document.cells)
        self.version += 1
        document.seen, document.dirty = self.version, False

    def reverted(self, document: Document) -> None:
        document.cells, document.seen, document.dirty = list(self.cells), self.version, False

    def on_disk(self) -> list[str]:
        cells = json.loads(self.path.read_text())["cells"]
        return ["".join(cell["source"]) for cell in cells]

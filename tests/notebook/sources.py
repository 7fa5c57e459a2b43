"""Makers of code cells: ``read("%time f()")`` is one cell, ``resolved("import a", "a.b()")`` a walk."""

from __future__ import annotations

from mlsec_nb.core.finding import Surface
from mlsec_nb.core.notebook import Part
from mlsec_nb.notebook.code import CellCode, read_code
from mlsec_nb.notebook.names import Call, walk


def part(source: str, cell: int = 0) -> Part:
    return Part(text=source, surface=Surface.SOURCE, cell=cell, language="python")


def read(source: str, cell: int = 0, order: int | None = None) -> CellCode:
    return read_code(part(source, cell), order=order)


class Recorder:
    """Keeps every event of a walk."""

    references = frozenset({"pickle.load", "torch.load"})

    def __init__(self) -> None:
        self.events = []
        self.names = {}

    def wants_call(self, names, method, keywords):
        return True

    def event(self, event):
        self.events.append(event)

    def finished(self, bindings):
        self.names = dict(bindings)


def walked(*sources: str, order: tuple[int, ...] = ()) -> Recorder:
    counts = order or (None,) * len(sources)
    recorder = Recorder()
    cells = [
        read(source, index, count) for index, (source, count) in enumerate(zip(sources, counts, strict=True))
    ]
    skipped = list(walk(cells, recorder))
    assert not skipped, skipped
    return recorder


def resolved(*sources: str, order: tuple[int, ...] = ()) -> list[str]:
    """The qualified names called, in the order of the walk."""
    events = walked(*sources, order=order).events
    return [name for event in events if isinstance(event, Call) for name in event.names]

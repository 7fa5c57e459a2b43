"""The rows of a table below the line with the heads of its columns."""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.secrets.line import Line

MAX_ROWS = 60
LONGEST_ROW = 2_000


def below(line: Line) -> Iterator[tuple[str, int]]:
    """The next rows and where they start, up to an empty one."""
    at = line.start + len(line.text) + 1
    for _ in range(MAX_ROWS):
        end = line.whole.find("\n", at)
        end = len(line.whole) if end < 0 else end
        text = line.whole[at:end]
        if not text.strip() or end - at > LONGEST_ROW:
            return
        yield text, at
        if end == len(line.whole):
            return
        at = end + 1

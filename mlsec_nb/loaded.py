"""The files that a notebook loads: those beside it are examined, and its findings say what came of it.

Only paths that are certain are followed, and only to regular files below the notebook's folder: a notebook
may be somebody else's, and what it names elsewhere is none of its business.
"""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from mlsec_nb.core.finding import Finding, Severity, Skipped
from mlsec_nb.core.notebook import Notebook
from mlsec_nb.core.result import Target

MOVES = re.compile(r"\bchdir\(|^[ \t]*%cd\b", re.MULTILINE)
"""What changes the folder that relative paths start from."""

MOST_FILES = 100
"""Files that one notebook can have examined."""

MOST_REMEMBERED = 10_000
"""Examinations that are kept; each is small, whatever the file."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that was examined, whatever part of its result is shown.

    ``contents`` are in words; ``postponed`` says that there was no time to look.
    """

    target: Target
    contents: str = ""
    postponed: bool = False

    @property
    def sentence(self) -> str:
        """What to say of it where it is loaded."""
        live = sorted(self.target.live, key=lambda finding: -finding.severity)
        if live and live[0].severity > Severity.INFO:
            return f"The file is here: {live[0].message}"
        if self.target.incomplete or not self.contents:
            return "The file is here and could not be examined to its end."
        return f"The file is here and holds nothing but {self.contents}."

    @property
    def harmful(self) -> bool:
        """Whether something in it is bad enough to fail a scan."""
        return any(finding.severity >= Severity.HIGH for finding in self.target.live)

    @property
    def harmless(self) -> bool:
        """Whether all of it was read and nothing was found."""
        found = any(finding.severity > Severity.INFO for finding in self.target.live)
        return bool(self.contents) and not found and not self.target.incomplete


class Examinations:
    """What came of files, remembered for as long as the files stay as they are.

    Parameters
    ----------
    most
        How many are remembered.
    """

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._known: OrderedDict[Path, tuple[object, Examined]] = OrderedDict()

    def of(self, real: Path, examine: Callable[[], Examined]) -> Examined:
        """What came of the file, by examining it if it is new or has changed."""
        stamp = _stamp(real)
        before, examined = self._known.get(real, (None, None))
        if examined is None or before != stamp:
            examined = examine()
        if not examined.postponed:
            self._known[real] = stamp, examined
            self._known.move_to_end(real)
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return examined


class LoadedFiles:
    """Judges loading findings by the files that are loaded.

    Parameters
    ----------
    examine
        Examines a file under a name; asked again for the same file, it remembers.
    """

    def __init__(self, examine: Callable[[str], Examined]) -> None:
        self._examine = examine
        self.names: dict[Path, str] = {}
        self.asked: list[str] = []

    def inform(
        self, notebook: Notebook, folder: Path, found: Iterable[Finding | Skipped]
    ) -> Iterator[Finding | Skipped]:
        """Yield what was found, judged anew where a file that is loaded lies below ``folder``."""
        outside: set[str] = set()
        left = MOST_FILES
        for item in found:
            if isinstance(item, Skipped) or not item.loads or _moves(notebook):
                yield item
                continue
            self.asked += [os.path.normpath(os.path.join(folder, path)) for path in item.loads]
            left -= len(item.loads)
            names = [name for path in item.loads if (name := inside(folder, path))] if left >= 0 else []
            outside.update(path for path in item.loads if inside(folder, path) is None)
            yield self._judged(item, names)
        for path in sorted(outside):
            yield Skipped(f"`{path}`", "it is outside the notebook's folder and was not looked at", gap=False)

    def _judged(self, finding: Finding, names: list[str]) -> Finding:
        """The finding with what the files say; milder only if each of them is there and harmless."""
        if not names:
            return finding
        examined = [self._examine(name) for name in names]
        self.names.update((Path(name).resolve(), name) for name in names)
        several = len(finding.loads) > 1
        words = [
            (f"{os.path.basename(name)}: " if several else "") + each.sentence
            for name, each in zip(names, examined, strict=True)
        ]
        severity = finding.severity
        if any(each.harmful for each in examined):
            severity = Severity.CRITICAL
        elif len(names) == len(finding.loads) and all(each.harmless for each in examined):
            severity = min(severity, Severity.LOW)
        return replace(finding, message=" ".join([finding.message, *words]), severity=severity)


def _moves(notebook: Notebook) -> bool:
    """Whether the notebook changes the folder that its paths start from."""
    return any(MOVES.search(cell.source.text) for cell in notebook.cells)


def inside(folder: Path, path: str) -> str | None:
    """The name of the file below ``folder``, empty if there is none; ``None`` if it is elsewhere."""
    name = os.path.normpath(os.path.join(folder, path))
    root = os.path.abspath(folder)
    # By name first: asking for a path on another machine would already reach out.
    if not Path(os.path.abspath(name)).is_relative_to(root):
        return None
    try:
        real = Path(name).resolve()
        if not real.is_relative_to(Path(root).resolve()):
            return None
        return name if real.is_file() else ""
    except (OSError, ValueError, RuntimeError):  # a loop of links, a name that no file can have
        return ""


def _stamp(real: Path) -> object:
    """What changes with the content of a file."""
    try:
        facts = real.stat()
    except OSError:
        return None
    return facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns

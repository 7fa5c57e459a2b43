"""Who else on this machine can get at a file."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Mode of a file or folder, and who besides its owner can really reach it.

    Attributes
    ----------
    mode
        Permission bits.
    readable, writable
        ``others``, ``group`` or nothing: the widest circle that may read or change it, the folders on the
        way to it considered.
    modified
        Seconds since the epoch.
    """

    mode: int
    readable: str
    writable: str
    modified: float

    @property
    def octal(self) -> str:
        """The mode as people write it: ``0600``."""
        return f"{self.mode:04o}"


def access(path: Path) -> Access | None:
    """Look at a path without opening it; ``None`` when it is not there, or modes mean nothing here."""
    if os.name == "nt":
        return None
    try:
        facts = path.stat()
        way = [parent.stat().st_mode for parent in path.resolve().parents]
    except (OSError, RuntimeError):
        return None
    mode = stat.S_IMODE(facts.st_mode)
    return Access(
        mode=mode,
        readable=_circle(mode, way, stat.S_IROTH, stat.S_IRGRP),
        writable=_circle(mode, way, stat.S_IWOTH, stat.S_IWGRP),
        modified=facts.st_mtime,
    )


def _circle(mode: int, way: list[int], others: int, group: int) -> str:
    if mode & others and all(folder & stat.S_IXOTH for folder in way):
        return "others"
    # the group of a folder on the way may be another one: its bit for others counts as well
    if mode & group and all(folder & (stat.S_IXGRP | stat.S_IXOTH) for folder in way):
        return "group"
    return ""

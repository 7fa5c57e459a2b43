"""Files by a glob, as shells read them: ``**`` goes into folders and not through links."""

from __future__ import annotations

import os
import re
from glob import has_magic
from pathlib import Path


def matching(pattern: str) -> tuple[str, list[str]]:
    """The folder that the pattern starts from, and the paths that match it, sorted.

    The standard library's ``glob`` goes through links to folders, round and round where they make loops.
    Names that begin with a dot match only where the pattern has that dot.
    """
    parts = Path(pattern).parts
    fixed = next(number for number, part in enumerate(parts) if has_magic(part))
    root = os.path.join(*parts[:fixed]) if fixed else "."
    rest = [part if part == "**" else re.sub(r"\*{2,}", "*", part) for part in parts[fixed:]]
    hidden = any(part.startswith(".") for part in rest)
    found = []
    for path in Path(root).glob("/".join(rest)):
        below = path.relative_to(root).parts
        if hidden or not any(part.startswith(".") for part in below):
            found.append(os.path.join(*parts[:fixed], *below) if below else root)
    return root, sorted(found)

"""Who owns a file, as CODEOWNERS says: the last rule that fits decides."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator

from mlsec_nb.checklist.files import Files

PLACES = ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
MOST_RULES = 2_000


def find_codeowners(files: Files) -> str | None:
    """The path of the file that is in force; ``None`` without one."""
    return next((place for place in PLACES if files.exists(place)), None)


def owners(files: Files, path: str) -> tuple[str, ...]:
    """The owners of ``path``; none when no rule fits, or the rule that does names nobody."""
    place = find_codeowners(files)
    found: tuple[str, ...] = ()
    for pattern, named in _rules(files.text(place) or "") if place else ():
        if _fits(pattern, path):
            found = named
    return found


def _rules(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in text.splitlines()[:MOST_RULES]:
        words = line.partition("#")[0].split()
        if words and not words[0].startswith(("[", "^[")):  # sections of GitLab
            yield words[0], tuple(words[1:])


def _fits(pattern: str, path: str) -> bool:
    anchored = pattern.startswith("/") or "/" in pattern.rstrip("/")[1:]
    bare = pattern.strip("/")
    parts = path.split("/")
    if anchored:
        heads = ["/".join(parts[:size]) for size in range(1, len(parts) + 1)]
        return any(fnmatch.fnmatchcase(head, bare) for head in heads)
    wanted = parts[:-1] if pattern.endswith("/") else parts
    return any(fnmatch.fnmatchcase(part, bare) for part in wanted)

"""What a commit or a branch adds: changed files by git, minus the findings that were there before."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from mlsec_nb.batch.discover import HEAD, SUFFIXES, Recognise
from mlsec_nb.batch.run import Progress, model_files
from mlsec_nb.core.files import leads_out
from mlsec_nb.core.finding import Suppression
from mlsec_nb.core.result import Target
from mlsec_nb.errors import UsageError
from mlsec_nb.git import fields, git, root_of
from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner, ScanResult, unreadable


@dataclass(frozen=True, slots=True)
class Changes:
    """The files that differ between ``base`` and the index (``staged``) or the working tree."""

    root: Path
    base: str
    index: bool

    @classmethod
    def staged(cls) -> Changes:
        """What the next commit adds to HEAD."""
        root = root_of(Path.cwd())
        head = git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}", check=False)
        empty = b"" if head else git(root, "hash-object", "-t", "tree", os.devnull)
        return cls(root, (head or empty).decode().strip(), index=True)

    @classmethod
    def since(cls, revision: str) -> Changes:
        """What the working tree adds to ``revision``.

        Raises
        ------
        UsageError
            When there is no repository here, or no such revision.
        """
        root = root_of(Path.cwd())
        found = git(
            root,
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            f"{revision}^{{commit}}",
            check=False,
        )
        if not found:
            raise UsageError(f"git knows no revision {revision!r}.", "`git log --oneline` lists them.")
        return cls(root, found.decode().strip(), index=False)

    def files(self, below: Sequence[str] = ()) -> dict[str, str]:
        """Changed files with what they were called before, relative to the root; ``below`` limits them."""
        cached = ["--cached"] if self.index else []
        listed = git(
            self.root,
            "diff",
            *cached,
            "--name-status",
            "--find-renames",
            "-z",
            "--no-ext-diff",
            "--ignore-submodules=all",
            "--diff-filter=d",
            self.base,
            "--",
            filters=False,
        )
        names = dict(_changed(fields(iter((listed,)))))
        if not self.index:
            new = git(self.root, "ls-files", "-z", "--others", "--exclude-standard")
            names |= {name: name for name in fields(iter((new,)))}
        allowed = [_relative(path, self.root) for path in below]
        return {name: names[name] for name in sorted(names) if not allowed or _is_below(name, allowed)}

    def read(self, name: str) -> bytes | None:
        """The changed content of a file; ``None`` if it cannot be had."""
        path = self.root / name
        try:
            if self.index:
                return git(self.root, "cat-file", "blob", f":0:{name}")
            return path.read_bytes() if path.is_file() and not leads_out(path, self.root) else None
        except (OSError, UsageError):
            return None

    def before(self, name: str) -> bytes | None:
        """The content of a file at the base; ``None`` if it is new."""
        return git(self.root, "cat-file", "blob", f"{self.base}:{name}", check=False) or None


def scan_changes(
    changes: Changes,
    below: Sequence[str],
    options: Options,
    *,
    progress: Progress | None = None,
) -> ScanResult:
    """Scan the changed files; findings that the base has as well are marked as known."""
    scanner = Scanner(options)
    also = model_files(options)
    files = [each for each in changes.files(below).items() if _wanted(changes, each[0], also)]
    targets = []
    for number, (name, before) in enumerate(files):
        if progress:
            progress(number, len(files), name)
        targets.append(_scan_change(scanner, changes, name, before))
    return scanner.result(targets)


def _changed(pieces: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Name and earlier name of each entry of ``git diff --name-status -z``."""
    for status in pieces:
        before = next(pieces, "")
        yield (next(pieces, "") if status[:1] in ("R", "C") else before), before


def _wanted(changes: Changes, name: str, also: Recognise | None) -> bool:
    """Whether a changed file is a notebook or script, or recognised by its first bytes."""
    if name.endswith(SUFFIXES):
        return True
    return also is not None and also((changes.read(name) or b"")[:HEAD], name)


def _scan_change(scanner: Scanner, changes: Changes, name: str, before: str) -> Target:
    data = changes.read(name)
    if data is None:
        return unreadable(
            name, "cannot be read, is in conflict, or is a link that leads out of the repository."
        )
    target = scanner.content(data, name)
    earlier = changes.before(before)
    if earlier is None or not target.live:
        return target
    old = {f.fingerprint for f in scanner.content(earlier, name).findings}
    known = Suppression("baseline", f"was there in {changes.base[:12]}")
    findings = (
        replace(f, suppressed=f.suppressed or known) if f.fingerprint in old else f for f in target.findings
    )
    return replace(target, findings=tuple(findings))


def _relative(path: str, root: Path) -> PurePosixPath:
    try:
        return PurePosixPath(Path(path).resolve().relative_to(root.resolve()).as_posix())
    except ValueError as error:
        raise UsageError(f"{path} is not in the repository {root}.", "Name paths inside it.") from error


def _is_below(name: str, allowed: Sequence[PurePosixPath]) -> bool:
    path = PurePosixPath(name)
    return any(folder in (path, *path.parents) for folder in allowed)

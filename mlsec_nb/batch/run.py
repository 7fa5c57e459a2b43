"""Scan many files one after the other, telling how far it is."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mlsec_nb.batch.discover import Recognise, discover
from mlsec_nb.core.finding import Skipped
from mlsec_nb.core.result import Target
from mlsec_nb.options import Options, load_options
from mlsec_nb.scan import Scanner, ScanResult

Progress = Callable[[int, int, str], None]
"""Called before each file with its number (from 0), how many there are, and its path."""


def scan_many(
    paths: Sequence[str | Path],
    options: Options | None = None,
    *,
    progress: Progress | None = None,
    stdin: Callable[[], bytes] = lambda: sys.stdin.buffer.read(),
) -> ScanResult:
    """Scan files, folders and globs.

    Parameters
    ----------
    paths
        What to scan; ``-`` reads a notebook or script from standard input.
    options
        Settings; by default those of the project's configuration.
    progress
        Told of each file before it is read.
    stdin
        Where ``-`` is read from.

    An interrupt ends the scan early: the result has what was scanned so far, and the rest as a gap.

    Raises
    ------
    UsageError
        When the options select a rule that does not exist.
    ConfigError
        When the configuration or the baseline cannot be used.
    """
    start = time.perf_counter()
    scanner = Scanner(load_options() if options is None else options)
    found = list(
        discover([str(path) for path in paths], scanner.options.exclude, also=model_files(scanner.options))
    )
    files = [item for item in found if isinstance(item, str)]
    skipped = [item for item in found if isinstance(item, Skipped)]
    targets: list[Target] = []
    try:
        with _rare_collections():
            for number, path in enumerate(files):
                if progress:
                    progress(number, len(files), path)
                targets.append(_scan_file(scanner, path, stdin))
    except KeyboardInterrupt:
        left = len(files) - len(targets)
        skipped.append(Skipped(f"{left:,} of {len(files):,} files", "the scan was interrupted"))
    return scanner.result(targets, skipped=skipped, seconds=time.perf_counter() - start)


def model_files(options: Options) -> Recognise | None:
    """What recognises model files, if the options ask for them; their manifest is none of them."""
    if "artifacts" not in options.engines:
        return None
    from mlsec_nb.artifacts.recognise import is_artifact

    manifest = Path(options.manifest).name
    return lambda head, name: name != manifest and is_artifact(head, name)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Collect garbage seldom: trees of syntax are large, and free of cycles; a fifth of the time is won."""
    before = gc.get_threshold()
    gc.set_threshold(1_000_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _scan_file(scanner: Scanner, path: str, stdin: Callable[[], bytes]) -> Target:
    from mlsec_nb.notebook.read import read_bytes

    if path == "-":
        return scanner.target(path, lambda: read_bytes(stdin(), path))
    return scanner.file(path)

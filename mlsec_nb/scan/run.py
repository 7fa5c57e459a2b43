"""One notebook or file, scanned from Python."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mlsec_nb.errors import UsageError
from mlsec_nb.options import Options
from mlsec_nb.scan.result import ScanResult
from mlsec_nb.scan.scanner import Scanner


def scan(target: str | Path | Mapping[str, Any], options: Options | None = None) -> ScanResult:
    """Scan one notebook, script or model file; many paths and folders are :func:`mlsec_nb.scan_many`'s.

    Parameters
    ----------
    target
        A path, or a notebook in memory: a ``NotebookNode`` or the dictionary of its JSON.
    options
        Settings; by default those of the project's configuration.

    Raises
    ------
    UsageError
        When ``target`` is a folder or an option names an unknown rule.
    ConfigError
        When the configuration or the baseline cannot be used.
    """
    from mlsec_nb.notebook.read import read_dict
    from mlsec_nb.options import load_options

    start = time.perf_counter()
    scanner = Scanner(load_options() if options is None else options)
    if isinstance(target, Mapping):
        done = scanner.target("<memory>", lambda: read_dict(target, "<memory>"))
    else:
        path = Path(target)
        if path.is_dir():
            raise UsageError(f"{path} is a folder.", "Use mlsec_nb.scan_many([...]) for folders.")
        done = scanner.file(str(target))
    return scanner.result([done], seconds=time.perf_counter() - start)

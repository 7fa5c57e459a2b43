"""``mlsec-nb cache``."""

from __future__ import annotations

import argparse

from mlsec_nb.batch.database import clear, default_folder, information
from mlsec_nb.report.wording import size


def run(arguments: argparse.Namespace) -> int:
    """Say what the cache holds, or empty it."""
    folder = arguments.cache or default_folder()
    if arguments.action == "clear":
        clear(folder)
    held = information(folder)
    print(f"{held.path}: {held.results:,} results of {held.files:,} files, {size(held.size)}.")
    return 0

"""``mlsec-nb manifest``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mlsec_nb.core.files import write_atomically
from mlsec_nb.core.finding import Skipped
from mlsec_nb.core.result import Target
from mlsec_nb.errors import UsageError
from mlsec_nb.options import load_options


def run(arguments: argparse.Namespace) -> int:
    """Write the digests of the model files in a folder; 2 when one of them could not be read."""
    from mlsec_nb.batch.inventory import inventory
    from mlsec_nb.report.bom import cyclonedx, digest_lines

    folder, output = arguments.folder, arguments.output
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder.", "Name the folder that holds the models.")
    root = output.parent if output else folder
    found = list(inventory(folder, load_options(arguments.config), root=root))
    targets = [item for item in found if isinstance(item, Target)]
    skipped = [item for item in found if isinstance(item, Skipped)]
    text = cyclonedx(targets) if arguments.format == "cyclonedx" else digest_lines(targets)
    if output is None:
        sys.stdout.write(text)
    else:
        _write(output, text)
    for item in skipped:
        print(f"mlsec-nb: {item.what!a} is left out: {item.why}", file=sys.stderr)
    return 2 if skipped else 0


def _write(output: Path, text: str) -> None:
    try:
        write_atomically(output, text)
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}.", "Name another.") from error

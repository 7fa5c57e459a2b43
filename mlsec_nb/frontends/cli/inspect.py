"""``mlsec-nb inspect``."""

from __future__ import annotations

import argparse
import json
import os
import sys

from mlsec_nb.options import load_options
from mlsec_nb.report.contents import read_contents, to_dictionary, to_text


def run(arguments: argparse.Namespace) -> int:
    """Print what is inside a file; the exit status is that of a scan."""
    options = load_options(arguments.config).updated(allow=arguments.allow)
    contents = read_contents(arguments.file, everything=arguments.all, allow=options.allow)
    if arguments.json:
        sys.stdout.write(json.dumps(to_dictionary(contents), indent=2) + "\n")
    else:
        color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        sys.stdout.write(to_text(contents, color=color))
    return contents.result.exit_status(options.fail_on)

"""``mlsec-nb completion``."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from mlsec_nb.frontends.cli.completion.words import commands
from mlsec_nb.frontends.cli.parser import build_parser


def run(arguments: argparse.Namespace) -> int:
    """Print the script for a shell."""
    shell = import_module(f"mlsec_nb.frontends.cli.completion.{arguments.shell}")
    sys.stdout.write(shell.script(commands(build_parser())))
    return 0

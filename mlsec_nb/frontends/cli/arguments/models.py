"""The arguments of ``inspect`` and ``manifest``."""

from __future__ import annotations

import argparse
from pathlib import Path

from mlsec_nb.frontends.cli.arguments.command import Commands, add_command, add_config
from mlsec_nb.frontends.cli.arguments.values import dotted

INSPECT_EXAMPLES = """examples:
  mlsec-nb inspect model.pkl                 members, names, opcodes around what was found
  mlsec-nb inspect model.pt --json           the same for a program

exit status: as of scan
"""

MANIFEST_EXAMPLES = """examples:
  mlsec-nb manifest models/ --output models/SHA256SUMS
  mlsec-nb manifest models/ --format cyclonedx --output bom.json
  mlsec-nb scan models/ --manifest models/SHA256SUMS

exit status:
  0  all digests were written    2  a file could not be read, or a wrong call
"""


def add_models(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``inspect`` and ``manifest``."""
    summary = "what is inside a model file"
    inspect = add_command(commands, "inspect", summary, INSPECT_EXAMPLES, run="inspect:run")
    inspect.add_argument("file", metavar="FILE", type=Path, help="a model or data file; it is not loaded")
    inspect.add_argument("--json", action="store_true", help="print JSON")
    inspect.add_argument("--all", action="store_true", help="disassemble everything")
    inspect.add_argument("--allow", metavar="NAMES", type=dotted, help="full names that a pickle may ask for")
    add_config(inspect)
    summary = "digests of the model files in a folder"
    manifest = add_command(commands, "manifest", summary, MANIFEST_EXAMPLES, run="manifest:run")
    manifest.add_argument("folder", metavar="DIR", type=Path, help="the folder that holds the models")
    manifest.add_argument("--output", metavar="FILE", type=Path, help="write here; paths are relative to it")
    manifest.add_argument(
        "--format", choices=("sha256", "cyclonedx"), default="sha256", help="default: sha256"
    )
    add_config(manifest)

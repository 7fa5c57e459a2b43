"""The arguments of every sub-command; nothing is imported before one of them runs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from mlsec_nb._version import __version__
from mlsec_nb.core.finding import Severity
from mlsec_nb.frontends.cli.checklist_parser import add_checklist, add_decisions
from mlsec_nb.frontends.cli.fix_parser import add_fix, add_hooks
from mlsec_nb.frontends.cli.help_parser import add_help
from mlsec_nb.frontends.cli.scan_parser import add_cache, add_scan, dotted
from mlsec_nb.report.terminal import harmless_lines

SEVERITIES = tuple(severity.label for severity in Severity)

EXAMPLES = """examples:
  mlsec-nb scan .                            every notebook, script and model file below this folder
  mlsec-nb explain pickle-load               what a finding means
  mlsec-nb doctor                            is everything installed as it should be?

`mlsec-nb COMMAND --help` has examples of each command.
"""

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


class Parser(argparse.ArgumentParser):
    """A parser whose messages repeat nothing that a terminal would act on: a glob may give any name."""

    def _print_message(self, message: str, file: Any = None) -> None:
        super()._print_message(harmless_lines(message), file)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser; the parsed arguments have ``run``, the function of the sub-command."""
    parser: argparse.ArgumentParser = Parser(
        prog="mlsec-nb",
        description="Find leaked secrets, unsafe code and harmful model files, without running anything.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"mlsec-nb {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_scan(commands)
    add_cache(commands)
    add_fix(commands)
    add_hooks(commands)
    _add_inspect(commands)
    _add_manifest(commands)
    add_checklist(commands)
    add_decisions(commands)
    add_help(commands, parser)
    return parser


def _add_inspect(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    inspect = commands.add_parser(
        "inspect",
        help="what is inside a model file",
        epilog=INSPECT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    inspect.set_defaults(run=_run_inspect)
    inspect.add_argument("file", metavar="FILE", type=Path, help="a model or data file; it is not loaded")
    inspect.add_argument("--json", action="store_true", help="print JSON")
    inspect.add_argument("--all", action="store_true", help="disassemble everything")
    inspect.add_argument("--allow", metavar="NAMES", type=dotted, help="full names that a pickle may ask for")
    inspect.add_argument("--config", metavar="FILE", type=Path, help="instead of the nearest mlsec.toml")


def _add_manifest(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    manifest = commands.add_parser(
        "manifest",
        help="digests of the model files in a folder",
        epilog=MANIFEST_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    manifest.set_defaults(run=_run_manifest)
    manifest.add_argument("folder", metavar="DIR", type=Path, help="the folder that holds the models")
    manifest.add_argument("--output", metavar="FILE", type=Path, help="write here; paths are relative to it")
    manifest.add_argument(
        "--format", choices=("sha256", "cyclonedx"), default="sha256", help="default: sha256"
    )
    manifest.add_argument("--config", metavar="FILE", type=Path, help="instead of the nearest mlsec.toml")


def _run_inspect(arguments: argparse.Namespace) -> int:
    from mlsec_nb.frontends.cli.inspect import run

    return run(arguments)


def _run_manifest(arguments: argparse.Namespace) -> int:
    from mlsec_nb.frontends.cli.manifest import run

    return run(arguments)

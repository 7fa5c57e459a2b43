"""The arguments of every sub-command; nothing is imported before one of them runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from mlsec_nb._version import __version__
from mlsec_nb.core.finding import Severity
from mlsec_nb.frontends.cli.checklist_parser import add_checklist, add_decisions
from mlsec_nb.options import ENGINES, is_dotted
from mlsec_nb.report.interface import FORMATS

SEVERITIES = tuple(severity.label for severity in Severity)

SCAN_EXAMPLES = """examples:
  mlsec-nb scan train.ipynb                  one notebook
  mlsec-nb scan .                            every notebook, script and model file below this folder
  mlsec-nb scan model.pkl models/            what loading these would run; nothing is loaded
  mlsec-nb scan nb/ --format html --output report.html
  mlsec-nb scan . --baseline .mlsec-baseline.json --write-baseline
                                             accept what is there, report what is new
  mlsec-nb scan --staged                     what is about to be committed
  mlsec-nb scan . --diff origin/main         what a branch adds
  cat train.ipynb | mlsec-nb scan -          standard input

exit status:
  0  nothing at or above --fail-on    1  something    2  something could not be read, or a wrong call
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


def build_parser() -> argparse.ArgumentParser:
    """Return the parser; the parsed arguments have ``run``, the function of the sub-command."""
    parser = argparse.ArgumentParser(
        prog="mlsec-nb",
        description="Find leaked secrets, unsafe code and harmful model files, without running anything.",
    )
    parser.add_argument("--version", action="version", version=f"mlsec-nb {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_scan(commands)
    _add_inspect(commands)
    _add_manifest(commands)
    add_checklist(commands)
    add_decisions(commands)
    explain = commands.add_parser("explain", help="what a rule or control means and what to do about it")
    explain.add_argument(
        "rule", metavar="NAME", nargs="?", help="a rule (MLS201, pickle-load) or control (MODEL-03)"
    )
    explain.set_defaults(run=_run_explain)
    rules = commands.add_parser("rules", help="list every rule")
    rules.add_argument("--format", choices=("table", "json"), default="table")
    rules.set_defaults(run=_run_rules)
    return parser


def _add_scan(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    scan = commands.add_parser(
        "scan",
        help="scan notebooks, scripts, model files and folders",
        epilog=SCAN_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    scan.set_defaults(run=_run_scan)
    scan.add_argument(
        "paths", metavar="PATH", nargs="*", help="notebook, .py script, model file, folder, glob, or -"
    )
    _add_choice_of_findings(scan)
    output = scan.add_argument_group("output")
    output.add_argument("--format", choices=tuple(FORMATS), default="text", help="default: text")
    output.add_argument("--output", metavar="FILE", type=Path, help="write the report here")
    output.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    output.add_argument("--quiet", action="store_true", help="no progress, no text when all is well")
    output.add_argument("--fail-on", choices=SEVERITIES, help="exit status 1 from here on (default: high)")
    git = scan.add_argument_group("git").add_mutually_exclusive_group()
    git.add_argument("--staged", action="store_true", help="what the next commit adds")
    git.add_argument("--diff", metavar="REV", help="what the working tree adds to REV")


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
    inspect.add_argument(
        "--allow", metavar="NAMES", type=_dotted, help="full names that a pickle may ask for"
    )
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
    manifest.add_argument("--format", choices=("sha256", "cyclonedx"), default="sha256")
    manifest.add_argument("--config", metavar="FILE", type=Path, help="instead of the nearest mlsec.toml")


def _add_choice_of_findings(scan: argparse.ArgumentParser) -> None:
    choice = scan.add_argument_group("what to look for")
    choice.add_argument("--select", metavar="RULES", type=_names, help="only these ids, prefixes or names")
    choice.add_argument("--ignore", metavar="RULES", type=_names, help="all but these")
    choice.add_argument("--engines", type=_engines, metavar="NAMES", help=f"out of {','.join(ENGINES)}")
    choice.add_argument("--min-severity", choices=SEVERITIES, help="leave out what is below")
    choice.add_argument("--exclude", metavar="GLOBS", type=_names, help="paths that folders do not yield")
    choice.add_argument("--baseline", metavar="FILE", help="known findings: ours or a .secrets.baseline")
    choice.add_argument("--allow", metavar="NAMES", type=_dotted, help="full names that a pickle may ask for")
    choice.add_argument("--manifest", metavar="FILE", help="expected digests of model files")
    choice.add_argument("--write-baseline", action="store_true", help="write the findings to --baseline")
    choice.add_argument("--config", metavar="FILE", type=Path, help="instead of the nearest mlsec.toml")
    choice.add_argument(
        "--no-cache", action="store_true", help="read everything anew (so far nothing is ever remembered)"
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _dotted(text: str) -> tuple[str, ...]:
    names = _names(text)
    if not all(map(is_dotted, names)):
        raise argparse.ArgumentTypeError("give full names, such as mypackage.model.Net")
    return names


def _engines(text: str) -> tuple[str, ...]:
    names = _names(text)
    if not names or not set(names) <= set(ENGINES):
        raise argparse.ArgumentTypeError(f"choose out of {', '.join(ENGINES)}")
    return names


def _run_scan(arguments: argparse.Namespace) -> int:
    from mlsec_nb.frontends.cli.scan import run

    return run(arguments)


def _run_inspect(arguments: argparse.Namespace) -> int:
    from mlsec_nb.frontends.cli.inspect import run

    return run(arguments)


def _run_manifest(arguments: argparse.Namespace) -> int:
    from mlsec_nb.frontends.cli.manifest import run

    return run(arguments)


def _run_explain(arguments: argparse.Namespace) -> int:
    from mlsec_nb.frontends.cli.rules import explain

    return explain(arguments.rule)


def _run_rules(arguments: argparse.Namespace) -> int:
    from mlsec_nb.frontends.cli.rules import list_rules

    return list_rules(arguments.format)

"""The arguments of ``checklist``, ``attest`` and ``waive``; nothing is imported before one of them runs."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

PROFILES = ("baseline", "standard", "full")
FORMATS = ("text", "json", "markdown", "html", "sarif", "cyclonedx")
STATEMENTS = ("pass", "fail", "not_applicable")
REASONS = ("false-positive", "test-data", "remediated-elsewhere", "not-supported", "accepted-risk")

EXAMPLES = """examples:
  mlsec-nb checklist                         this project, as its mlsec.toml asks
  mlsec-nb checklist init                    begin: mlsec.toml, .mlsec/, documents to fill in
  mlsec-nb checklist --profile full --all    everything, costly probes too
  mlsec-nb checklist --only model --only HUMAN-10
  mlsec-nb checklist --format html --output checklist.html
  mlsec-nb checklist --fail-on high --min-pillar 60 --max-unknown 5     a gate for CI

exit status:
  0  what was asked for holds    1  it does not    2  a wrong call, or a file that cannot be used
"""
ATTEST_EXAMPLES = """examples:
  mlsec-nb attest HUMAN-06 --by j.doe --until 2027-11-22 --evidence docs/training.md
  mlsec-nb attest DATA-01 --statement not_applicable --by j.doe --reason "No tables here."

The statement is written to mlsec.toml, for a reviewer to see. exit status: 0, or 2 when it was not written
"""
WAIVE_EXAMPLES = """examples:
  mlsec-nb waive MODEL-03 --by j.doe --until 2027-01-31 --reason "Loaded in a sandbox until the move."
  mlsec-nb waive MODEL-03 --finding b1c2d3e4f5a6b7c8 --kind false-positive --by j.doe --until 2027-01-31
                 --reason "The file is made by the test."

The waiver is written to mlsec.toml, for a reviewer to see. exit status: 0, or 2 when it was not written
"""

Commands = argparse._SubParsersAction


def add_checklist(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the three commands."""
    checklist = _command(commands, "checklist", "what is done for security, and what is left", EXAMPLES)
    checklist.set_defaults(run=_run)
    checklist.add_argument(
        "words", metavar="[init] [PATH]", nargs="*", help="a folder or notebook of the project"
    )
    asked = checklist.add_argument_group("what to ask")
    asked.add_argument("--profile", choices=PROFILES, help="default: that of mlsec.toml, else baseline")
    asked.add_argument("--only", metavar="NAME", action="append", default=[], help="a pillar or control")
    asked.add_argument("--demand", "--all", action="store_true", help="run probes that take long as well")
    asked.add_argument("--network", action="store_true", help="let probes use the network")
    asked.add_argument("--config", metavar="FILE", type=Path, help="instead of the nearest mlsec.toml")
    output = checklist.add_argument_group("output")
    output.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    output.add_argument("--output", metavar="FILE", type=Path, help="write the report here")
    output.add_argument("--sarif-all", action="store_true", help="SARIF: also what passes")
    output.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: auto")
    output.add_argument("--quiet", action="store_true", help="no progress")
    output.add_argument("--no-history", action="store_true", help="do not write this run down")
    gate = checklist.add_argument_group("gate")
    gate.add_argument("--fail-on", choices=("critical", "high", "any"), help="status 1 if one of these fails")
    gate.add_argument(
        "--min-pillar", metavar="N", type=float, help="status 1 if a pillar has less, in percent"
    )
    gate.add_argument("--max-unknown", metavar="N", type=int, help="status 1 if more are not checked")


def add_decisions(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``attest`` and ``waive``."""
    attest = _command(commands, "attest", "state something that only a person knows", ATTEST_EXAMPLES)
    attest.set_defaults(run=_run_attest)
    attest.add_argument("--statement", choices=STATEMENTS, default="pass", help="default: pass")
    attest.add_argument("--evidence", metavar="TEXT", action="append", default=[], help="what it rests on")
    waive = _command(commands, "waive", "accept a risk for a time", WAIVE_EXAMPLES)
    waive.set_defaults(run=_run_waive)
    waive.add_argument("--kind", choices=REASONS, default="accepted-risk", help="default: accepted-risk")
    waive.add_argument("--finding", metavar="FINGERPRINT", default="", help="this finding only")
    for command in (attest, waive):
        command.add_argument("control", metavar="CONTROL", help="its id, such as HUMAN-06")
        command.add_argument("--by", metavar="NAME", default="", help="who says so")
        command.add_argument("--until", metavar="DATE", type=_day, help="the last day, as 2027-01-31")
        command.add_argument("--reason", metavar="TEXT", default="", help="a sentence about it")
        command.add_argument("--path", metavar="DIR", type=Path, default=Path(), help="the project's folder")


def _command(
    commands: Commands[argparse.ArgumentParser], name: str, summary: str, examples: str
) -> argparse.ArgumentParser:
    formatter = argparse.RawDescriptionHelpFormatter
    return commands.add_parser(name, help=summary, epilog=examples, formatter_class=formatter)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("give a date, such as 2027-01-31") from error


def _run(arguments: argparse.Namespace) -> int:
    from mlsec_nb.frontends.cli.checklist import run

    return run(arguments)


def _run_attest(arguments: argparse.Namespace) -> int:
    from mlsec_nb.frontends.cli.checklist import run_attest

    return run_attest(arguments)


def _run_waive(arguments: argparse.Namespace) -> int:
    from mlsec_nb.frontends.cli.checklist import run_waive

    return run_waive(arguments)

"""The arguments of ``checklist``, ``attest`` and ``waive``."""

from __future__ import annotations

import argparse
from pathlib import Path

from mlsec_nb.clock import day
from mlsec_nb.frontends.cli.arguments.command import Commands, add_command, add_config

PROFILES = ("baseline", "standard", "full")
FORMATS = ("text", "json", "markdown", "html", "sarif", "cyclonedx", "oscal")
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


def add_checklist(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``checklist``."""
    summary = "what is done for security, and what is left"
    checklist = add_command(commands, "checklist", summary, EXAMPLES, run="checklist:run")
    checklist.add_argument(
        "words", metavar="[init] [PATH]", nargs="*", help="a folder or notebook of the project"
    )
    asked = checklist.add_argument_group("what to ask")
    asked.add_argument("--profile", choices=PROFILES, help="default: that of mlsec.toml, else baseline")
    asked.add_argument("--only", metavar="NAME", action="append", default=[], help="a pillar or control")
    asked.add_argument("--demand", "--all", action="store_true", help="run probes that take long as well")
    asked.add_argument("--network", action="store_true", help="let probes use the network")
    add_config(asked)
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
    summary = "state something that only a person knows"
    attest = add_command(commands, "attest", summary, ATTEST_EXAMPLES, run="checklist:run_attest")
    attest.add_argument("--statement", choices=STATEMENTS, default="pass", help="default: pass")
    attest.add_argument("--evidence", metavar="TEXT", action="append", default=[], help="what it rests on")
    summary = "accept a risk for a time"
    waive = add_command(commands, "waive", summary, WAIVE_EXAMPLES, run="checklist:run_waive")
    waive.add_argument("--kind", choices=REASONS, default="accepted-risk", help="default: accepted-risk")
    waive.add_argument("--finding", metavar="FINGERPRINT", default="", help="this finding only")
    for command in (attest, waive):
        command.add_argument("control", metavar="CONTROL", help="its id, such as HUMAN-06")
        command.add_argument("--by", metavar="NAME", default="", help="who says so")
        command.add_argument("--until", metavar="DATE", type=day, help="the last day, as 2027-01-31")
        command.add_argument("--reason", metavar="TEXT", default="", help="a sentence about it")
        command.add_argument("--path", metavar="DIR", type=Path, default=Path(), help="the project's folder")

"""``mlsec-nb checklist``, ``mlsec-nb attest`` and ``mlsec-nb waive``."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from mlsec_nb.checklist.begin import begin
from mlsec_nb.checklist.decide import Written, attest, waive
from mlsec_nb.checklist.export.wording import verdict
from mlsec_nb.checklist.gate import Gate
from mlsec_nb.checklist.machine import Machine
from mlsec_nb.checklist.model import Outcome, Profile
from mlsec_nb.checklist.result import ChecklistReport
from mlsec_nb.checklist.run import Request, run_checklist
from mlsec_nb.clock import now, today
from mlsec_nb.core.files import write_atomically
from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.cli.progress import ProgressBar


def run(arguments: argparse.Namespace) -> int:
    """Go through the checklist, or begin one; the exit status is that of the gate."""
    words = list(arguments.words)
    wants_init = words[:1] == ["init"]
    paths = words[1:] if wants_init else words
    if len(paths) > 1:
        raise UsageError("A checklist is that of one project.", "Name one folder.")
    folder = Path(paths[0]) if paths else Path()
    return _begin(arguments, folder) if wants_init else _check(arguments, folder)


def run_attest(arguments: argparse.Namespace) -> int:
    """Write a statement down."""
    written = attest(
        arguments.path,
        arguments.control,
        by=arguments.by,
        until=arguments.until,
        statement=Outcome(arguments.statement),
        evidence=tuple(arguments.evidence),
        note=arguments.reason,
        today=today(),
    )
    return _tell(written)


def run_waive(arguments: argparse.Namespace) -> int:
    """Write a waiver down."""
    written = waive(
        arguments.path,
        arguments.control,
        owner=arguments.by,
        until=arguments.until,
        justification=arguments.reason,
        reason=arguments.kind,
        fingerprint=arguments.finding,
        today=today(),
    )
    return _tell(written)


def _check(arguments: argparse.Namespace, folder: Path) -> int:
    with ProgressBar(enabled=not arguments.quiet) as progress:
        report = run_checklist(
            Request(
                folder=folder,
                profile=Profile(arguments.profile) if arguments.profile else None,
                only=tuple(arguments.only),
                demand=arguments.demand,
                network=arguments.network,
                remember=False if arguments.no_history else None,
                config=arguments.config,
                trigger="ci" if "CI" in os.environ else "manual",
                machine=Machine.of_project(folder),
                now=now(),
                progress=progress,
            )
        )
    _write(arguments, report)
    objections = Gate(
        fail_on=arguments.fail_on, min_pillar=arguments.min_pillar, max_unknown=arguments.max_unknown
    ).objections(report)
    for objection in objections:
        print(f"mlsec-nb: {objection}", file=sys.stderr)
    return 1 if objections else 0


def _write(arguments: argparse.Namespace, report: ChecklistReport) -> None:
    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ and not arguments.output
    text = report.render(
        arguments.format,
        color=color if arguments.color == "auto" else arguments.color == "always",
        width=shutil.get_terminal_size((100, 24)).columns,
        everything=arguments.sarif_all,
    )
    if arguments.output is None:
        sys.stdout.write(text)
        return
    try:
        write_atomically(arguments.output, text)
    except OSError as error:
        raise UsageError(
            f"{arguments.output} cannot be written: {error.strerror}.", "Name another."
        ) from error
    if not arguments.quiet:
        print(f"Wrote {arguments.output}. {verdict(report)}", file=sys.stderr)


def _begin(arguments: argparse.Namespace, folder: Path) -> int:
    profile = Profile(arguments.profile) if arguments.profile else Profile.BASELINE
    for step in begin(folder, profile=profile, today=today()):
        print(f"{'wrote' if step.written else 'kept '}  {step.path}")
    print("Next: `mlsec-nb checklist`, and fill in the documents that apply.")
    return 0


def _tell(written: Written) -> int:
    print(f"Added to {written.path}:\n\n{written.text}\nTo undo, remove these lines.")
    return 0

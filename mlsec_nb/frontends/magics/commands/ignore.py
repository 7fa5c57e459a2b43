"""``%mlsec ignore``: accept a finding of the last scan, in the project's configuration."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from mlsec_nb.core.finding import Finding
from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.magics.arguments import Parser
from mlsec_nb.frontends.magics.view import Page, ScanView, code
from mlsec_nb.options import Ignored
from mlsec_nb.report.terminal import flat
from mlsec_nb.report.wording import place
from mlsec_nb.suppression.accept import accept

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session


def add_arguments(parser: Parser) -> None:
    """Which finding, and why."""
    parser.add_argument(
        "fingerprint",
        metavar="FINGERPRINT",
        nargs="?",
        help="its beginning is enough; without one, all are listed",
    )
    parser.add_argument("--reason", metavar="TEXT", nargs="+", help="why it is accepted; readers will see it")


def run(session: Session, arguments: argparse.Namespace) -> Page:
    """Write the entry, say where, and how to take it back; without a fingerprint, list what there is."""
    last = session.last_scan()
    if arguments.fingerprint is None:
        return _list(last)
    finding = _find(last, arguments.fingerprint)
    if not arguments.reason:
        raise UsageError("An accepted finding needs a reason.", "Add `--reason` and a few words.")
    reason = " ".join(arguments.reason)
    added = accept(Ignored(rule=finding.rule, fingerprint=finding.fingerprint, reason=reason))
    done = f"{finding.name} in {place(finding.location)} is ignored from the next scan on."
    undo = "To undo, remove these lines from the end of"
    return Page(
        f"{done}\n{undo} {added.path}:\n\n{added.text}",
        f"{done}\n\n{undo} {code(str(added.path))}:\n\n```toml\n{added.text}```",
    )


def _find(last: ScanView, beginning: str) -> Finding:
    found = {f.fingerprint: f for f in last.findings if f.fingerprint.startswith(beginning.lower())}
    if len(found) == 1:
        return next(iter(found.values()))
    problem = "No finding" if not found else "More than one finding"
    raise UsageError(
        f"{problem} of the last scan has a fingerprint that begins with {beginning!r}.",
        "`%mlsec ignore` lists them.",
    )


def _list(last: ScanView) -> Page:
    findings = {finding.fingerprint: finding for finding in last.findings}.values()
    if not findings:
        return Page("The last scan has no finding to ignore.", "The last scan has no finding to ignore.")
    plain = [f"{f.fingerprint}  {f.severity.label:8}  {f.name}, {flat(place(f.location))}" for f in findings]
    rows = [
        f"| {code(f.fingerprint)} | {f.severity.label} | {f.name} | {code(place(f.location))} |"
        for f in findings
    ]
    usage = "%mlsec ignore FINGERPRINT --reason TEXT"
    markdown = ["| fingerprint | severity | rule | place |", "|:--|:--|:--|:--|", *rows, "", code(usage)]
    return Page("\n".join([*plain, "", usage]), "\n".join(markdown))

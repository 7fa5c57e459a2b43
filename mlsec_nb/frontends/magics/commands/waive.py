"""``%mlsec waive``: accept a risk for a time, in the project's configuration."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mlsec_nb.checklist.decide import waive
from mlsec_nb.checklist.model import Reason
from mlsec_nb.clock import today
from mlsec_nb.frontends.magics.arguments import Parser
from mlsec_nb.frontends.magics.commands.attest import add_decision, told
from mlsec_nb.frontends.magics.view import Page

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session


def add_arguments(parser: Parser) -> None:
    """Who accepts what, until when, and why."""
    add_decision(parser)
    parser.add_argument("--kind", choices=[reason.value for reason in Reason], default="accepted-risk")
    parser.add_argument("--finding", metavar="FINGERPRINT", default="", help="this finding only")


def run(_session: Session, arguments: argparse.Namespace) -> Page:
    """Write the waiver, say where, and how to take it back."""
    written = waive(
        Path(),
        arguments.control,
        owner=" ".join(arguments.by),
        until=arguments.until,
        justification=" ".join(arguments.reason),
        reason=arguments.kind,
        fingerprint=arguments.finding,
        today=today(),
    )
    return told(written)

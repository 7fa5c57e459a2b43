"""``%mlsec attest``: write down, in the project's configuration, what only a person knows."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mlsec_nb.checklist.decide import Written, attest
from mlsec_nb.checklist.model import Outcome
from mlsec_nb.clock import day, today
from mlsec_nb.frontends.magics.arguments import Parser
from mlsec_nb.frontends.magics.view import Page, code

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session

STATEMENTS = (Outcome.PASS.value, Outcome.FAIL.value, Outcome.NOT_APPLICABLE.value)


def add_arguments(parser: Parser) -> None:
    """Who states what, until when, and what it rests on."""
    add_decision(parser)
    parser.add_argument("--statement", choices=STATEMENTS, default="pass")
    parser.add_argument("--evidence", metavar="TEXT", nargs="+", default=[], help="what it rests on")


def run(_session: Session, arguments: argparse.Namespace) -> Page:
    """Write the statement, say where, and how to take it back."""
    written = attest(
        Path(),
        arguments.control,
        by=" ".join(arguments.by),
        until=arguments.until,
        statement=Outcome(arguments.statement),
        evidence=(" ".join(arguments.evidence),) if arguments.evidence else (),
        note=" ".join(arguments.reason),
        today=today(),
    )
    return told(written)


def add_decision(parser: Parser) -> None:
    """Add what every decision of a person has."""
    parser.add_argument("control", metavar="CONTROL", help="its id, such as HUMAN-06")
    parser.add_argument("--by", metavar="NAME", nargs="+", default=[], help="who says so")
    parser.add_argument("--until", metavar="DATE", type=day, help="the last day, as 2027-01-31")
    parser.add_argument("--reason", metavar="TEXT", nargs="+", default=[], help="a sentence about it")


def told(written: Written) -> Page:
    """Where the decision is, and how to take it back."""
    done = f"Added to {written.path.name}; the next `%mlsec checklist` counts it."
    undo = "To undo, remove these lines from"
    return Page(
        f"{done}\n{undo} {written.path}:\n\n{written.text}",
        f"{done}\n\n{undo} {code(str(written.path))}:\n\n```toml\n{written.text}```",
    )

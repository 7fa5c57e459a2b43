"""``%mlsec explain``: what a rule or a control means."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from mlsec_nb.checklist.handbook import control_markdown, control_text, named_control
from mlsec_nb.frontends.magics.arguments import Parser
from mlsec_nb.frontends.magics.view import Page
from mlsec_nb.report.rulebook import rule_markdown, rule_text
from mlsec_nb.scan import find_rule

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session


def add_arguments(parser: Parser) -> None:
    """The rule or control."""
    parser.add_argument("name", metavar="NAME", help="a rule (MLS201, pickle-load) or control (MODEL-03)")


def run(_session: Session, arguments: argparse.Namespace) -> Page:
    """Show all that is known of it."""
    if control := named_control(arguments.name):
        return Page(control_text(control), control_markdown(control))
    rule = find_rule(arguments.name)
    return Page(rule_text(rule), rule_markdown(rule))

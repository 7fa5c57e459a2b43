"""``%mlsec explain``: what a rule means, with examples."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from mlsec_nb.frontends.magics.arguments import Parser
from mlsec_nb.frontends.magics.view import Page
from mlsec_nb.report.rulebook import rule_markdown, rule_text
from mlsec_nb.scan import find_rule

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session


def add_arguments(parser: Parser) -> None:
    """The rule."""
    parser.add_argument("rule", metavar="RULE", help="an id (MLS201) or name (pickle-load)")


def run(_session: Session, arguments: argparse.Namespace) -> Page:
    """Show all that is known of the rule."""
    rule = find_rule(arguments.rule)
    return Page(rule_text(rule), rule_markdown(rule))

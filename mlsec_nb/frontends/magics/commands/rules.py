"""``%mlsec rules``: every rule."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from mlsec_nb.frontends.magics.arguments import Parser
from mlsec_nb.frontends.magics.view import Page
from mlsec_nb.report.rulebook import rules_table
from mlsec_nb.ruleset import all_rules

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session


def add_arguments(_parser: Parser) -> None:
    """None."""


def run(_session: Session, _arguments: argparse.Namespace) -> Page:
    """Show the table."""
    rules = all_rules()
    width = max(len(rule.name) for rule in rules)
    plain = [f"{rule.id}  {rule.name:{width}}  {rule.severity.label:8}  {rule.summary}" for rule in rules]
    return Page("\n".join(plain), rules_table(rules))

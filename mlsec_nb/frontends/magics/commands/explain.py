"""``%mlsec explain``: what a rule or a control means."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from mlsec_nb.checklist.handbook import control_markdown, control_text, named_control
from mlsec_nb.frontends.magics.arguments import Parser
from mlsec_nb.frontends.magics.view import Page, code
from mlsec_nb.report.rulebook import rule_markdown, rule_text
from mlsec_nb.ruleset import find_rule

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session


def add_arguments(parser: Parser) -> None:
    """The rule or control."""
    parser.add_argument(
        "name", metavar="NAME", nargs="?", help="a rule (MLS201, pickle-load) or control (MODEL-03)"
    )


def run(session: Session, arguments: argparse.Namespace) -> Page:
    """Show all that is known of it; without a name, what the last scan found."""
    if arguments.name is None:
        return _found(session)
    if control := named_control(arguments.name):
        return Page(control_text(control), control_markdown(control))
    rule = find_rule(arguments.name)
    return Page(rule_text(rule), rule_markdown(rule))


def _found(session: Session) -> Page:
    """How to find a name: the rules of the last scan, with what each reports."""
    rules = {finding.rule for finding in session.last.findings} if session.last else set()
    named = [find_rule(rule) for rule in sorted(rules)]
    calls = [(f"%mlsec explain {rule.name}", rule.summary) for rule in named]
    calls += [("%mlsec explain MODEL-03", "a control of the checklist"), ("%mlsec rules", "every rule")]
    width = max(len(call) for call, _ in calls)
    title = "Say which rule or control:"
    plain = [title, "", *(f"  {call:{width}}  {summary}" for call, summary in calls)]
    markdown = [title, "", *(f"- {code(call)}: {summary}" for call, summary in calls)]
    return Page("\n".join(plain), "\n".join(markdown))

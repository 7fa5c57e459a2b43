"""``mlsec-nb rules`` and ``mlsec-nb explain``."""

from __future__ import annotations

import argparse
import json
import sys

from mlsec_nb.checklist.handbook import control_text, named_control
from mlsec_nb.core.rule import Rule
from mlsec_nb.report.rulebook import rule_text, rules_table
from mlsec_nb.ruleset import all_rules, find_rule


def list_rules(arguments: argparse.Namespace) -> int:
    """Print every rule, as a Markdown table or as JSON."""
    rules = all_rules()
    if arguments.format == "json":
        sys.stdout.write(json.dumps([_facts(rule) for rule in rules], indent=2) + "\n")
    else:
        sys.stdout.write(rules_table(rules))
    return 0


def explain(arguments: argparse.Namespace) -> int:
    """Print what a rule or a control means; without a name, how to find one."""
    name = arguments.rule
    if name is None:
        sys.stdout.write(
            "Say which rule or control: `mlsec-nb explain MLS201`, `mlsec-nb explain pickle-load`, "
            "`mlsec-nb explain MODEL-03`.\n"
            "`mlsec-nb rules` and `mlsec-nb checklist --profile full` list all of them.\n"
        )
        return 0
    control = named_control(name)
    sys.stdout.write(control_text(control) if control else rule_text(find_rule(name)))
    return 0


def _facts(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "name": rule.name,
        "engine": rule.engine,
        "severity": rule.severity.label,
        "confidence": rule.confidence.label,
        "summary": rule.summary,
        "advice": rule.advice,
        "references": list(rule.references),
        "controls": list(rule.controls),
        "aliases": list(rule.aliases),
    }

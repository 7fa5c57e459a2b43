"""``mlsec-nb rules`` and ``mlsec-nb explain``."""

from __future__ import annotations

import json
import sys
import textwrap

from mlsec_nb.core.rule import Rule
from mlsec_nb.scan import all_rules, find_rule


def list_rules(format_name: str) -> int:
    """Print every rule, as a Markdown table or as JSON."""
    rules = all_rules()
    if format_name == "json":
        sys.stdout.write(json.dumps([_facts(rule) for rule in rules], indent=2) + "\n")
    else:
        sys.stdout.write(table(rules))
    return 0


def table(rules: tuple[Rule, ...]) -> str:
    """The rules as a Markdown table (the README's is made from it)."""
    lines = ["| rule | name | severity | what it reports |", "|---|---|---|---|"]
    for rule in rules:
        summary = rule.summary.replace("|", "\\|")
        lines.append(f"| {rule.id} | `{rule.name}` | {rule.severity.label} | {summary} |")
    return "\n".join(lines) + "\n"


def explain(name: str | None) -> int:
    """Print what a rule means, with examples; without a name, how to find one."""
    if name is None:
        sys.stdout.write(
            "Say which rule: `mlsec-nb explain MLS201` or `mlsec-nb explain pickle-load`.\n"
            "`mlsec-nb rules` lists all of them.\n"
        )
        return 0
    sys.stdout.write(explanation(find_rule(name)))
    return 0


def explanation(rule: Rule) -> str:
    """All that is known of a rule, as text."""
    sections = [
        f"{rule.id} {rule.name}  ({rule.severity.label}, {rule.engine})",
        rule.summary,
        textwrap.dedent(rule.docs).strip(),
        f"What to do\n----------\n{rule.advice}",
    ]
    for title, examples in (("Reported", rule.bad), ("Not reported", rule.good)):
        if examples:
            shown = "\n\n".join(textwrap.indent(example.strip(), "    ") for example in examples[:4])
            sections.append(f"{title}\n{'-' * len(title)}\n{shown}")
    if rule.references:
        sections.append("See " + ", ".join(rule.references))
    sections.append(f"Ignore it on one line with `# mlsec: ignore[{rule.id}] reason`.")
    return "\n\n".join(sections) + "\n"


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

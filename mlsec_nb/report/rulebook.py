"""What is known of the rules, for readers: one rule in full, or all of them in a table."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from mlsec_nb.core.rule import Rule

MOST_EXAMPLES = 4
UNDERLINED = re.compile(r"^(.+)\n-{3,}$", re.MULTILINE)


def rule_text(rule: Rule) -> str:
    """All that is known of a rule, as plain text."""
    head = f"{rule.id} {rule.name}  ({rule.severity.label}, {rule.engine})\n\n{rule.summary} {rule.advice}"
    examples = (
        f"{title}\n{'-' * len(title)}\n" + "\n\n".join(textwrap.indent(example, "    ") for example in shown)
        for title, shown in _examples(rule)
    )
    return "\n\n".join([head, *_docs(rule), *examples, *_closing(rule)]) + "\n"


def rule_markdown(rule: Rule) -> str:
    """All that is known of a rule, as Markdown; small headings, since it is shown below a cell."""
    facts = f"**{rule.id}**, {rule.severity.label}, {rule.engine}"
    head = f"### {rule.name}\n\n{facts}: {rule.summary} {rule.advice}"
    docs = (UNDERLINED.sub(r"#### \1", text) for text in _docs(rule))
    examples = (
        f"#### {title}\n\n" + "\n\n".join(f"```python\n{example}\n```" for example in shown)
        for title, shown in _examples(rule)
    )
    return "\n\n".join([head, *docs, *examples, *_closing(rule)]) + "\n"


def rules_table(rules: Iterable[Rule]) -> str:
    """The rules as a Markdown table (the README's is made from it)."""
    lines = ["| rule | name | severity | what it reports |", "|---|---|---|---|"]
    for rule in rules:
        summary = rule.summary.replace("|", "\\|")
        lines.append(f"| {rule.id} | `{rule.name}` | {rule.severity.label} | {summary} |")
    return "\n".join(lines) + "\n"


def _docs(rule: Rule) -> Iterator[str]:
    if rule.docs.strip():
        yield textwrap.dedent(rule.docs).strip()


def _examples(rule: Rule) -> Iterator[tuple[str, list[str]]]:
    for title, examples in (("Reported", rule.bad), ("Not reported", rule.good)):
        if examples:
            yield title, [example.strip() for example in examples[:MOST_EXAMPLES]]


def _closing(rule: Rule) -> Iterator[str]:
    if rule.references and "References" not in rule.docs:
        yield f"See {', '.join(rule.references)}"
    yield f"Ignore it on one line with `# mlsec: ignore[{rule.id}] reason`."

"""Mark what is suppressed, and say which comments and tags suppress nothing."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mlsec_nb.core.finding import Confidence, Finding, Severity, Suppression, fingerprint
from mlsec_nb.core.rule import Rule
from mlsec_nb.suppression.baseline import Baseline
from mlsec_nb.suppression.inline import Directive

UNUSED = Rule(
    id="MLS001",
    name="unused-ignore",
    engine="suppression",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    summary="A comment or cell tag ignores a finding that is not there.",
    advice="Remove it, so that it cannot hide a later finding.",
    docs="""Report instructions to ignore that have no effect.

What it does
------------
Reports each ``# mlsec: ignore[...]`` comment and ``mlsec-ignore`` cell tag that suppresses nothing.

Why it matters
--------------
An instruction that outlives its finding silences the next one at the same place.

Use instead
-----------
Remove the comment or tag.
""",
    controls=("HUMAN-10",),
    bad=("x = 1  # mlsec: ignore[MLS201] trusted file",),
    good=("x = 1",),
)


def suppress(
    path: str,
    directives: Sequence[Directive],
    found: Sequence[tuple[Finding, tuple[str, ...]]],
    rules: Mapping[str, Rule],
    *,
    config: Sequence[tuple[str, str, str, str]] = (),
    baseline: Baseline | None = None,
) -> Iterator[Finding]:
    """Yield every finding, marked where something suppresses it, and the unused instructions.

    Parameters
    ----------
    path
        What was scanned.
    directives
        The instructions that its sources hold.
    found
        Findings, each with the plain spellings of its secret (for ``.secrets.baseline``).
    rules
        The rules in force by id.
    config
        Entries of the configuration: (rule, path glob, fingerprint, reason).
    baseline
        Known findings.
    """
    used: set[int] = set()
    for finding, values in found:
        rule = rules[finding.rule]
        covering = [n for n, d in enumerate(directives) if d.covers(finding, rule)]
        used.update(covering)
        by = directives[covering[0]].suppression if covering else None
        by = by or _configured(path, finding, rule, config)
        by = by or (baseline.match(path, finding, values) if baseline else None)
        yield replace(finding, suppressed=by)
    for number, directive in enumerate(directives):
        if directive.own and number not in used and any(map(directive.applies, rules.values())):
            yield _unused(directive)


def _configured(
    path: str, finding: Finding, rule: Rule, config: Sequence[tuple[str, str, str, str]]
) -> Suppression | None:
    posix = Path(path).as_posix()
    for name, glob, wanted, reason in config:
        if name and not rule.answers_to(name):
            continue
        if glob and not fnmatch.fnmatch(posix, glob) and not fnmatch.fnmatch(posix, f"*/{glob}"):
            continue
        if wanted in ("", finding.fingerprint):
            return Suppression("config", reason)
    return None


def _unused(directive: Directive) -> Finding:
    line = directive.first - directive.part.first_line + 1
    return Finding(
        rule=UNUSED.id,
        name=UNUSED.name,
        engine=UNUSED.engine,
        severity=UNUSED.severity,
        confidence=UNUSED.confidence,
        message=f"This {'tag' if directive.suppression.by == 'tag' else 'comment'} ignores nothing.",
        advice=UNUSED.advice,
        evidence=directive.text.strip(),
        location=directive.part.locate(max(1, line)),
        fingerprint=fingerprint(UNUSED.id, directive.text),
        controls=UNUSED.controls,
    )

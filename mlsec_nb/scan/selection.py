"""Which rules are in force, which findings are accepted, and which are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mlsec_nb.core.finding import Finding
from mlsec_nb.core.result import Target
from mlsec_nb.errors import UsageError
from mlsec_nb.options import Options
from mlsec_nb.ruleset import RulesInForce, all_rules

if TYPE_CHECKING:
    from mlsec_nb.suppression.inline import Directive

Found = tuple[Finding, tuple[str, ...]]
"""A finding with the plain spellings of its secret."""


class Selection:
    """What the options make of findings.

    Attributes
    ----------
    rules
        The rules in force, by id.

    Raises
    ------
    UsageError
        When the options name a rule that does not exist.
    ConfigError
        When the baseline cannot be read.
    """

    def __init__(self, options: Options) -> None:
        for name in (*options.select, *options.ignore):
            if not any(rule.answers_to(name) for rule in all_rules()):
                raise UsageError(f"No rule is called {name!r}.", "`mlsec-nb rules` lists them.")
        engines = (*options.engines, "suppression")
        self.rules = RulesInForce(engines)
        self._options = options
        self._baseline = None
        if options.baseline:
            from mlsec_nb.suppression.baseline import read_baseline

            self._baseline = read_baseline(Path(options.baseline))

    def marked(
        self, path: str, found: Sequence[Found], directives: Sequence[Directive] = ()
    ) -> tuple[Finding, ...]:
        """The findings, marked where something suppresses them, and the directives that suppress nothing."""
        from mlsec_nb.suppression.apply import suppress

        entries = [(i.rule, i.path, i.fingerprint, i.reason) for i in self._options.suppress]
        return tuple(suppress(path, directives, found, self.rules, config=entries, baseline=self._baseline))

    def shown(self, target: Target) -> Target:
        """The target with those findings that the options ask for, in order."""
        from mlsec_nb.report.order import findings_in_order

        wanted = [finding for finding in target.findings if self._wanted(finding)]
        return replace(target, findings=tuple(findings_in_order(wanted)))

    def _wanted(self, finding: Finding) -> bool:
        rule = self.rules[finding.rule]
        if finding.severity < self._options.min_severity:
            return False
        if any(rule.answers_to(name) for name in self._options.ignore):
            return False
        return not self._options.select or any(rule.answers_to(name) for name in self._options.select)

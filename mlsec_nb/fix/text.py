"""What fixing a notebook comes to, in words: a diff that hides the secrets, what is left, what to revoke."""

from __future__ import annotations

from mlsec_nb.core.finding import Finding
from mlsec_nb.fix.notebook import FixedNotebook, rotation
from mlsec_nb.fix.variables import Variables
from mlsec_nb.report.terminal import flat, harmless
from mlsec_nb.report.wording import place

SIGNS = {"same": " ", "gone": "-", "new": "+"}


def shown(fixed: FixedNotebook, variables: Variables) -> str:
    """The changes as a diff without secrets, what is left, and what has to be revoked."""
    lines = [flat(str(fixed.path))]
    for finding, change in fixed.made:
        lines.append(f"  {change.title}: {_named(finding)}")
        lines += [f"    {SIGNS[line.kind]} {harmless(line.text)}" for line in change.preview]
    lines += [f"  No fix for {_named(finding)}: {flat(finding.advice)}" for finding in fixed.left]
    if variables.added:
        names = ", ".join(variables.added)
        lines.append(f"  Into the environment: {names}. Start Jupyter with it, or use python-dotenv.")
    revoke = rotation([finding for finding, _ in fixed.made])
    lines += [f"  Revoke it, it has been in a file: {flat(advice)}" for advice in revoke]
    return "\n".join(lines)


def _named(finding: Finding) -> str:
    return f"{finding.name} ({finding.rule}), {place(finding.location)}"

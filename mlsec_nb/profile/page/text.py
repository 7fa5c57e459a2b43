"""A profile as plain text: findings first, then a line for each question."""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.profile.page.view import harmless, views
from mlsec_nb.profile.result import Profile


def text(profile: Profile) -> str:
    """The profile in lines."""
    return "\n".join(_lines(profile))


def _lines(profile: Profile) -> Iterator[str]:
    known = ", ".join(f"{name} {value}" for name, value in profile.facts.items())
    yield harmless(f"{profile.kind.capitalize()} {profile.subject}: {known}")
    found = "1 finding" if len(profile.findings) == 1 else f"{len(profile.findings)} findings"
    yield f"{found}, {profile.seconds:.1f} s, seed {profile.random_state}"
    for finding in profile.findings:
        yield ""
        yield harmless(f"{finding.severity.label.upper()} {finding.rule} {finding.name}: {finding.message}")
        if finding.evidence:
            yield f"    {harmless(finding.evidence)}"
        yield f"    {harmless(finding.advice)}"
    yield ""
    for view in views(profile):
        numbers = "; ".join(number.text for number in view.numbers) or "no number"
        yield harmless(f"{view.answer.name}: {numbers}")
    for name, why in profile.skipped.items():
        yield harmless(f"{name}: not asked, {why}")

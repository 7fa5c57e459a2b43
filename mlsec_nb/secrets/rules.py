"""The rules of this engine as everybody sees them."""

from __future__ import annotations

from mlsec_nb.core.rule import Rule
from mlsec_nb.secrets.provider import CONTROLS, Provider

_USE_INSTEAD = (
    "Read it from the environment, a keyring, ``getpass`` or the secret store of the platform, "
    "and never print it."
)


def rule_of(provider: Provider) -> Rule:
    """The rule that reports this kind of secret."""
    label = provider.label
    return Rule(
        id=provider.id,
        name=provider.name,
        engine="secrets",
        severity=provider.severity,
        confidence=provider.confidence,
        summary=f"{label[0].upper()}{label[1:]} in plain text.",
        advice=provider.revoke,
        docs=_docs(provider),
        references=provider.references,
        controls=CONTROLS,
        bad=provider.bad,
        good=provider.good,
    )


def _docs(provider: Provider) -> str:
    sections = (
        (
            "What it does",
            f"Finds, in sources, outputs, metadata and attachments: {' '.join(provider.about.split())}",
        ),
        ("Why it matters", provider.harm),
        ("Use instead", f"{provider.revoke} {_USE_INSTEAD}"),
        ("References", "\n".join(f"* {reference}" for reference in provider.references)),
    )
    label = provider.label
    body = "\n\n".join(f"{title}\n{'-' * len(title)}\n{text}" for title, text in sections)
    return f"{label[0].upper()}{label[1:]} in plain text.\n\n{body}\n"

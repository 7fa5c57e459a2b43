"""What probes wrote is looked through once more: no secret, no mail address, no text without an end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from mlsec_nb.checklist.model import Answer, Observation
from mlsec_nb.core.redact import Redactor

MAIL = re.compile(r"(?<![\w.+-])(?!git@)[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b")
MOST_EVIDENCE = 100
MOST_CHARACTERS = 2_000


def cleaned(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """The answers with secrets and mail addresses in their texts masked, and what is too long cut."""
    from mlsec_nb.secrets.texts import redactor

    listed = list(answers)
    texts = [text for answer in listed for text in _texts(answer.observation)]
    secrets = redactor(texts)
    mails = Redactor((found, "mail address") for text in texts for found in MAIL.findall(text))
    return tuple(
        replace(answer, observation=_masked(answer.observation, lambda text: mails(secrets(text))))
        for answer in listed
    )


def holds_secret(texts: Iterable[str]) -> bool:
    """Whether one of the texts holds what looks like a secret."""
    from mlsec_nb.secrets.texts import redactor

    listed = list(texts)
    redact = redactor(listed)
    return any(redact(text) != text for text in listed)


def _texts(observation: Observation) -> Iterable[str]:
    yield from (observation.summary, observation.why, observation.subject, observation.fix)
    for each in observation.evidence:
        yield from (each.ref, each.summary)


def _masked(observation: Observation, redact: Callable[[str], str]) -> Observation:
    def safe(text: str) -> str:
        masked = redact(text)
        return masked if len(masked) <= MOST_CHARACTERS else masked[:MOST_CHARACTERS] + "…"

    return replace(
        observation,
        summary=safe(observation.summary),
        why=safe(observation.why),
        subject=safe(observation.subject),
        fix=safe(observation.fix),
        evidence=tuple(
            replace(each, ref=safe(each.ref), summary=safe(each.summary))
            for each in observation.evidence[:MOST_EVIDENCE]
        ),
    )

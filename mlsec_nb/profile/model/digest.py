"""Which model exactly was profiled?"""

from __future__ import annotations

from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.objects.digest import digest_of
from mlsec_nb.profile.question import Question
from mlsec_nb.profile.subject.case import Case


def measure(case: Case) -> Answer:
    """Digest everything that the object holds."""
    digest, parts = digest_of(case.model)
    return Answer(
        name="digest",
        metrics={"parts": parts},
        measured={"digest": digest},
        tables={"digest": [{"algorithm": "BLAKE2b-128", "digest": digest}]},
    )


QUESTION = Question(
    name="digest",
    title="Which model exactly was profiled?",
    measure=measure,
    cost=lambda case: 0.01,
    method="BLAKE2b over paths, types and values of everything that the object holds.",
    limits="Of the object in memory: not the digest of a file that it is saved to.",
)

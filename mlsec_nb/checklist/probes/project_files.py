"""Whether files that a project's own control asks for are there."""

from __future__ import annotations

from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation

MOST_NAMED = 50


def look(situation: Situation) -> Observation:
    """Pass when each path of ``all``, and at least one of ``any``, is a regular file of the project."""
    every, some = (_paths(situation.params.get(name)) for name in ("all", "any"))
    if not every and not some:
        return not_looked("The control names no file: give its params `all` or `any` a list of paths.")
    missing = [path for path in every if not situation.files.exists(path)]
    found = [path for path in (*every, *some) if situation.files.exists(path)]
    evidence = tuple(
        Evidence(kind="file", ref=path, summary="is there", sha256=situation.files.digest(path))
        for path in found
    )
    if missing:
        return Observation(outcome=Outcome.FAIL, summary=f"Missing: {', '.join(missing)}.", evidence=evidence)
    if some and not any(path in found for path in some):
        return Observation(
            outcome=Outcome.FAIL, summary=f"None of {', '.join(some)} is there.", evidence=evidence
        )
    return Observation(outcome=Outcome.PASS, summary=f"Found {', '.join(found)}.", evidence=evidence)


def _paths(value: object) -> list[str]:
    return [path for path in value if isinstance(path, str)][:MOST_NAMED] if isinstance(value, list) else []


PROBES = (
    Probe(
        id="repo.file_exists",
        title="Files that the project asks for",
        look=look,
        needs=frozenset({"folder"}),
        params=("all", "any"),
    ),
)

"""Whether people thought about attackers, and about the day when something goes wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone

from mlsec_nb.checklist.declared import declared, inventory
from mlsec_nb.checklist.documents import Document, find_documents, read_document
from mlsec_nb.checklist.kinds import data_files, model_files
from mlsec_nb.checklist.marks import Mark, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.checklist.sources import sources

THREAT_MODELS = ("*threat-model*", "*threat_model*", "*threatmodel*")
INCIDENT_PLANS = (
    *("*incident-plan*", "*incident_plan*", "*incident-response*", "*incident_response*"),
    *("*runbook*", "*playbook*"),
)
THREAT_PARTS = {
    "what is protected": ("protect", "asset"),
    "attackers": ("attack", "adversar", "who might", "threat actor"),
    "threats to data and models": (
        "threats to",
        "ml threat",
        "model threat",
        "poison",
        "evasion",
        "machine learning",
    ),
    "measures": ("what we do", "measure", "mitigation", "control"),
}
INCIDENT_PARTS = {
    "contacts": ("contact", "roles", "on call", "escalation"),
    "a leaked secret": ("secret", "credential", "key"),
    "poisoned data": ("poison", "data integrity", "bad data"),
    "a stolen or changed model": ("stolen", "changed model", "model theft", "tamper", "rollback", "model"),
    "leaked data": ("leaked data", "data leak", "breach", "privacy"),
}
REHEARSED = re.compile(r"last rehears(?:ed|al)\W{1,9}(\d{4}-\d{2}-\d{2})", re.IGNORECASE)
LASTS = timedelta(days=180)
TOY = Observation(outcome=Outcome.NOT_APPLICABLE, summary="The project declares itself a toy.")
MOST_FILES = 200


def look_at_threat_model(situation: Situation) -> Observation:
    """Look for a document that names what, against whom and how, and is newer than model and data."""
    if declared(situation, "toy"):
        return TOY
    document = _best(situation, THREAT_MODELS, THREAT_PARTS)
    if document is None and not _is_needed(situation):
        says = "No model is made or kept here, and no personal data is seen."
        return Observation(outcome=Outcome.NOT_APPLICABLE, summary=says)
    marks = [*_filled(document, THREAT_PARTS, "threat model", "docs/threat-model.md")]
    if document is not None:
        marks += _current(situation, document, _changed(situation))
    return _answer(situation, document, marks)


def look_at_incident_plan(situation: Situation) -> Observation:
    """Look for a plan that covers secrets, data and models, and for the date of its rehearsal."""
    if declared(situation, "toy"):
        return TOY
    document = _best(situation, INCIDENT_PLANS, INCIDENT_PARTS)
    marks = [*_filled(document, INCIDENT_PARTS, "plan for incidents", "docs/incident-plan.md")]
    if document is not None:
        marks += _current(situation, document, None)
        marks.append(_rehearsal(situation, document))
    return _answer(situation, document, marks)


def _answer(situation: Situation, document: Document | None, marks: list[Mark]) -> Observation:
    path = document.path if document else ""
    good = f"{path} is filled in and current; whether it is right, people have to say."
    return observe(marks, good=good, subject=path, digest=situation.files.digest(path) if path else "")


def _best(
    situation: Situation, patterns: tuple[str, ...], parts: Mapping[str, tuple[str, ...]]
) -> Document | None:
    """The document that says most; an empty template is none."""
    paths = find_documents(situation.files, *patterns)
    read = [found for path in paths if (found := read_document(situation.files, path))]
    written = [found for found in read if not found.bare]
    return min(written, key=lambda found: len(found.gaps(parts)), default=None)


def _is_needed(situation: Situation) -> bool:
    code = sources(situation.files)
    personal = any(holding.columns for holding in inventory(situation)) or any(
        each.question == "personal-data" and each.columns for each in situation.measurements
    )
    return (
        code.trains
        or code.saves
        or personal
        or declared(situation, "released")
        or bool(model_files(situation.files))
    )


def _filled(
    document: Document | None, parts: Mapping[str, tuple[str, ...]], what: str, place: str
) -> Iterator[Mark]:
    if document is None:
        yield mark(Outcome.FAIL, f"there is no {what} (mlsec-nb checklist init writes {place})")
        return
    gaps = document.gaps(parts)
    if gaps:
        yield _mark(Outcome.ATTENTION, f"{document.path} says nothing about {', '.join(gaps)}", document)
    else:
        yield _mark(Outcome.PASS, f"{document.path} covers {len(parts)} parts", document)


def _current(situation: Situation, document: Document, changed: date | None) -> Iterator[Mark]:
    reviewed = document.reviewed
    if reviewed is None:
        yield _mark(Outcome.ATTENTION, f"{document.path} does not say when it was last reviewed", document)
    elif situation.now.date() - reviewed > LASTS:
        yield _mark(Outcome.ATTENTION, f"{document.path} was last reviewed on {reviewed}", document)
    elif changed is not None and changed > reviewed:
        says = f"{document.path} is of {reviewed}, model or data of {changed}"
        yield _mark(Outcome.ATTENTION, says, document)


def _changed(situation: Situation) -> date | None:
    """When models or data were last changed: by git where it tracks them, else by their time stamps."""
    files = situation.files
    paths = [*model_files(files), *data_files(files)][:MOST_FILES]
    tracked = set(files.tracked or ())
    kept = [path for path in paths if path in tracked]
    said = (files.git("log", "-1", "--format=%cs", "--", *kept) or "").strip() if kept else ""
    days = [date.fromisoformat(said)] if said else []
    for path in paths:
        facts = files.stat(path)
        if path not in tracked and facts is not None:
            days.append(datetime.fromtimestamp(facts.st_mtime, timezone.utc).date())
    return max(days, default=None)


def _rehearsal(situation: Situation, document: Document) -> Mark:
    found = REHEARSED.search(document.text)
    try:
        day = date.fromisoformat(found.group(1)) if found else None
    except ValueError:
        day = None
    if day is None:
        return _mark(Outcome.ATTENTION, f"{document.path} was never rehearsed", document)
    if situation.now.date() - day > LASTS:
        return _mark(Outcome.ATTENTION, f"{document.path} was last rehearsed on {day}", document)
    return _mark(Outcome.PASS, f"rehearsed on {day}", document)


def _mark(outcome: Outcome, says: str, document: Document) -> Mark:
    return mark(outcome, says, kind="document", ref=document.path)


PROBES = (
    Probe(
        id="docs.threat_model",
        title="Threat model",
        look=look_at_threat_model,
        needs=frozenset({"folder", "measurements"}),
    ),
    Probe(
        id="docs.incident_plan",
        title="Plan for incidents",
        look=look_at_incident_plan,
        needs=frozenset({"folder"}),
    ),
)

"""Whether data and models are described: datasheet, model card, plan for watching the model."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from mlsec_nb.checklist.declared import declared, says
from mlsec_nb.checklist.documents import Document, find_documents, read_document
from mlsec_nb.checklist.findings import counted, named
from mlsec_nb.checklist.kinds import data_files, model_files
from mlsec_nb.checklist.measured import MODEL, not_applicable
from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.checklist.sources import sources

DATASHEETS = ("*datasheet*", "*data-card*", "*data_card*", "*datacard*", "*dataset-card*", "*dataset_card*")
CROISSANTS = ("*croissant*.json",)
MODEL_CARDS = ("*model-card*", "*model_card*", "*modelcard*")
MONITORING = ("*monitoring*", "*observability*")
PROFILES = (
    "*reference-profile*.json",
    "*reference_profile*.json",
    "*baseline-profile*.json",
    "*drift-reference*.json",
)
DATASHEET_PARTS = {
    "source": ("source", "origin", "provenance", "collection"),
    "licence and consent": ("licen", "consent", "legal", "terms"),
    "content": ("content", "composition", "structure", "fields", "columns", "description"),
    "personal data": ("personal", "sensitive", "privacy"),
    "known gaps": ("gap", "limit", "bias", "known issues", "caveat"),
}
CARD_PARTS = {
    "intended use": ("intended", "use"),
    "limits": ("limit", "misuse", "out-of-scope", "out of scope", "caveat"),
    "training data": ("training data", "data"),
    "evaluation": ("evaluation", "metric", "performance", "results"),
    "security tests": ("security", "attack", "robust", "adversarial"),
}
MONITORING_PARTS = {
    "alerts": ("alert", "alarm", "threshold"),
    "owner": ("owner", "contact", "responsib", "on call"),
}
LASTS = timedelta(days=180)
SHORTEST_DIGEST = 12
"""Characters of a digest that a card has to give."""


def look_at_datasheet(situation: Situation) -> Observation:
    """Fail where a model is trained on data that no record describes."""
    files, code = situation.files, sources(situation.files)
    if answer := _without(situation, "data"):
        return answer
    croissant = files.glob(*CROISSANTS)
    documents = find_documents(files, *DATASHEETS)
    if croissant and not documents:
        summary = f"A machine-readable record is there: {named(croissant)}."
        return Observation(outcome=Outcome.PASS, summary=summary, evidence=_documents(situation, croissant))
    must = code.trains or bool(data_files(files))
    return _judged(situation, documents, DATASHEET_PARTS, "record of the data", must=must)


def look_at_model_card(situation: Situation) -> Observation:
    """Fail where a released model has no card; attention where the card is about another state of it."""
    if answer := _without(situation, "models"):
        return answer
    documents = find_documents(situation.files, *MODEL_CARDS)
    seen = _judged(situation, documents, CARD_PARTS, "model card", must=declared(situation, "released"))
    if seen.outcome is not Outcome.PASS:
        return seen
    models = model_files(situation.files)
    text = " ".join(situation.files.text(path) or "" for path in documents).lower()
    strangers = [path for path in models if situation.files.digest(path)[:SHORTEST_DIGEST] not in text]
    if not strangers:
        return seen
    return Observation(
        outcome=Outcome.ATTENTION,
        summary=f"The card does not give the digest of {named(strangers)}.",
        evidence=seen.evidence,
        fix="Write the SHA-256 of the file that the card describes into it.",
    )


def look_at_monitoring(situation: Situation) -> Observation:
    """Fail where a model is in use and nobody planned to watch it."""
    if says(situation, "deployed") is False:
        return not_applicable("The project declares that none of its models is in use.")
    if answer := _without(situation, "models"):
        return answer
    if not declared(situation, "deployed"):
        return not_looked(
            "Say in mlsec.toml whether a model is in use: `[checklist.project] deployed = true`."
        )
    documents = find_documents(situation.files, *MONITORING)
    profiles = situation.files.glob(*PROFILES)
    if profiles and not documents:
        summary = f"A reference profile is stored: {named(profiles)}."
        return Observation(outcome=Outcome.PASS, summary=summary, evidence=_documents(situation, profiles))
    return _judged(situation, documents, MONITORING_PARTS, "plan for watching the model", must=True)


def _judged(
    situation: Situation,
    paths: tuple[str, ...],
    parts: Mapping[str, tuple[str, ...]],
    what: str,
    *,
    must: bool,
) -> Observation:
    """Judge the best of some documents; ``must``: having none is a failure."""
    read = [document for path in paths if (document := read_document(situation.files, path))]
    written = [document for document in read if not document.bare]
    if not written:
        bare = f" {read[0].path} is an empty template." if read else ""
        summary = f"There is no {what}.{bare}"
        if must:
            return Observation(outcome=Outcome.FAIL, summary=summary, evidence=_documents(situation, paths))
        return Observation(outcome=Outcome.ATTENTION, summary=summary, evidence=_documents(situation, paths))
    best = min(written, key=lambda document: len(document.gaps(parts)))
    evidence = _documents(situation, (best.path,))
    if gaps := best.gaps(parts):
        summary = f"{best.path} says nothing about: {', '.join(gaps)}."
        return Observation(outcome=Outcome.ATTENTION, summary=summary, evidence=evidence)
    if _is_old(situation, best):
        summary = f"{best.path} was last reviewed on {best.reviewed}, more than half a year ago."
        return Observation(outcome=Outcome.ATTENTION, summary=summary, evidence=evidence)
    return Observation(
        outcome=Outcome.PASS,
        summary=f"{best.path} is filled in: {counted(len(parts), 'part')}.",
        evidence=evidence,
        digest=evidence[0].sha256,
    )


def _without(situation: Situation, what: str) -> Observation | None:
    """The answer for a project that neither trains nor keeps anything, or that cannot be read."""
    code = sources(situation.files)
    kept = model_files(situation.files) or (what == "data" and data_files(situation.files))
    if code.trains or code.saves or kept or any(each.kind == MODEL for each in situation.measurements):
        return None
    if code.empty or code.unread:
        return not_looked("There is no code to read, or a part of it could not be read.")
    return not_applicable(f"The project trains no model and keeps no {what}.")


def _is_old(situation: Situation, document: Document) -> bool:
    return document.reviewed is not None and situation.now.date() - document.reviewed > LASTS


def _documents(situation: Situation, paths: tuple[str, ...]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(kind="document", ref=path, summary="document", sha256=situation.files.digest(path))
        for path in paths[:5]
    )


PROBES = (
    Probe(
        id="docs.dataset_record",
        title="Record of the data",
        look=look_at_datasheet,
        needs=frozenset({"folder"}),
    ),
    Probe(id="docs.model_card", title="Model card", look=look_at_model_card, needs=frozenset({"folder"})),
    Probe(
        id="model.monitoring_plan",
        title="Watching the model in use",
        look=look_at_monitoring,
        needs=frozenset({"folder"}),
    ),
)

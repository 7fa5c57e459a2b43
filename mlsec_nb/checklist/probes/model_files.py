"""Which formats model files are in, and what was found in them."""

from __future__ import annotations

from collections.abc import Iterable

from mlsec_nb.artifacts.sniff import RUNS_CODE
from mlsec_nb.checklist.findings import (
    Said,
    counted,
    named,
    observe,
    relative,
    unread,
)
from mlsec_nb.checklist.kinds import is_model
from mlsec_nb.checklist.manifests import pinned
from mlsec_nb.checklist.measured import not_applicable
from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.core.finding import Severity
from mlsec_nb.core.result import Target

CARRIES_CODE = frozenset({"MLS309", "MLS318"})
"""Rules for code inside of formats that hold data otherwise."""

MODEL_FORMATS = ("safetensors", "GGUF", "ONNX", "TensorFlow", "Keras", "torchscript")
"""How the labels of formats begin that hold models whatever the file is called."""


def models(situation: Situation) -> list[Target]:
    """The scanned files that are models, or could run code as models can."""
    return [target for target in situation.scan().targets if target.kind == "artifact" and _is_model(target)]


def look_at_formats(situation: Situation) -> Observation:
    """Fail on formats that can run code, unless a manifest of the project pins the file."""
    found = models(situation)
    if not found:
        return _none(situation)
    risky = [target for target in found if _could_run(target)]
    known = pinned(situation.files)
    evidence = _evidence(situation, risky or found)
    loose = [target for target in risky if relative(situation, target.path) not in known]
    if loose:
        paths = named([relative(situation, target.path) for target in loose])
        summary = f"Formats that can run code, in no manifest: {paths}."
        return Observation(outcome=Outcome.FAIL, summary=summary, evidence=evidence)
    if unread := [target for target in found if not target.format]:
        paths = named([relative(situation, target.path) for target in unread])
        return not_looked(f"Not readable: {paths}. `mlsec-nb scan` says why.")
    if risky:
        summary = f"{counted(len(risky), 'file')} could run code; a manifest pins all of them."
        return Observation(outcome=Outcome.ATTENTION, summary=summary, evidence=evidence)
    summary = f"{counted(len(found), 'model file')}, all in formats that hold data only."
    return Observation(outcome=Outcome.PASS, summary=summary, evidence=evidence)


def look_at_contents(situation: Situation) -> Observation:
    """Fail on what the scan found in model files; attention for what it does not know or could not read."""
    found = models(situation)
    if not found:
        return _none(situation)
    said = sorted(
        (
            Said(relative(situation, target.path), finding)
            for target in found
            for finding in target.live
            if "MODEL-02" in finding.controls and finding.severity > Severity.LOW
        ),
        key=lambda each: -each.finding.severity,
    )
    if any(each.finding.severity >= Severity.HIGH for each in said):
        return observe(Outcome.FAIL, said, f"Dangerous content in {_paths(said)}.")
    if said:
        return observe(Outcome.ATTENTION, said, f"Unknown names or oddities in {_paths(said)}.")
    if gaps := unread(situation, found):
        summary = f"Not examined to the end: {named(gaps)}."
        return Observation(
            outcome=Outcome.ATTENTION, summary=summary, why="`mlsec-nb scan` says what was not read."
        )
    return Observation(
        outcome=Outcome.PASS,
        summary=f"{counted(len(found), 'model file')} examined to the end, nothing harmful found.",
        evidence=_evidence(situation, found),
    )


def _is_model(target: Target) -> bool:
    return _could_run(target) or is_model(target.path) or target.format.startswith(MODEL_FORMATS)


def _could_run(target: Target) -> bool:
    return target.format.startswith(RUNS_CODE) or any(f.rule in CARRIES_CODE for f in target.live)


def _none(situation: Situation) -> Observation:
    """What to say without model files: nothing, if not all files could be listed."""
    if situation.files.truncated or unread(situation, ()):
        return not_looked("Not all files of the folder were examined: narrow the project, or scan it all.")
    return not_applicable("There are no model files in the project's folder.")


def _evidence(situation: Situation, targets: Iterable[Target]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            kind="file",
            ref=relative(situation, target.path),
            summary=target.format or "unread",
            sha256=target.sha256,
        )
        for target in list(targets)[:20]
    )


def _paths(said: list[Said]) -> str:
    return named(list(dict.fromkeys(each.path for each in said)))


PROBES = (
    Probe(
        id="model.format_inventory",
        title="Formats of model files",
        look=look_at_formats,
        needs=frozenset({"folder", "scan"}),
    ),
    Probe(
        id="model.artifact_scan",
        title="Contents of model files",
        look=look_at_contents,
        needs=frozenset({"folder", "scan"}),
    ),
)

"""Whether data and model files have the digests that the project's manifests state."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mlsec_nb.checklist.declared import declared
from mlsec_nb.checklist.findings import Said, counted, named, said
from mlsec_nb.checklist.kinds import data_files, is_data, is_model, model_files
from mlsec_nb.checklist.manifests import differs, manifests, pinned
from mlsec_nb.checklist.measured import not_applicable
from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.checklist.sources import sources
from mlsec_nb.core.finding import Severity


def look_at_data(situation: Situation) -> Observation:
    """Fail on data that differs from its digest, or when nothing is pinned; attention for gaps."""
    floating = said(situation, "DATA-08")
    paths = data_files(situation.files)
    if not paths and not floating and not _stated(situation, is_data):
        if situation.files.truncated:
            return not_looked("The folder has more files than are listed: narrow the project.")
        if _reads(situation):
            return not_looked("Data is read from places outside of the project: pin it where it is kept.")
        return not_applicable("The project reads no data from its folder or from hubs.")
    return _judged(situation, paths, is_data, "data file", floating, must=True)


def look_at_models(situation: Situation) -> Observation:
    """Fail on models that differ from their digest, and on released ones without any."""
    paths = model_files(situation.files)
    oddities = [each for each in said(situation, "MODEL-05") if each.finding.severity > Severity.INFO]
    wrong = [each for each in oddities if each.finding.severity >= Severity.HIGH]
    if wrong:
        summary = f"Digest or signature does not hold: {named([each.path for each in wrong])}."
        evidence = tuple(each.evidence for each in wrong)
        return Observation(outcome=Outcome.FAIL, summary=summary, evidence=evidence)
    if not paths and not _stated(situation, is_model):
        return not_applicable("There are no model files in the project's folder.")
    return _judged(situation, paths, is_model, "model file", oddities, must=declared(situation, "released"))


def _judged(
    situation: Situation,
    paths: tuple[str, ...],
    wanted: Callable[[str], bool],
    thing: str,
    open_ones: Sequence[Said],
    *,
    must: bool,
) -> Observation:
    """Compare files with manifests; ``must``: that nothing at all is pinned is a failure."""
    stated = _stated(situation, wanted)
    wrong = [path for path, digest in stated.items() if differs(situation.files, path, digest)]
    loose = [path for path in paths if path not in stated]
    notes = tuple(each.evidence for each in open_ones[:20])
    if wrong:
        evidence = _evidence(situation, wrong, "differs from its digest, or is missing")
        return Observation(outcome=Outcome.FAIL, summary=f"Not as pinned: {named(wrong)}.", evidence=evidence)
    if must and not stated and paths:
        evidence = _evidence(situation, loose, "in no manifest")
        summary = f"No manifest pins any of {counted(len(paths), thing)}."
        return Observation(outcome=Outcome.FAIL, summary=summary, evidence=evidence)
    if loose or open_ones:
        said_so = f"Not pinned: {named([*loose, *(each.path for each in open_ones)])}."
        evidence = (*notes, *_evidence(situation, loose, "in no manifest"))
        return Observation(outcome=Outcome.ATTENTION, summary=said_so, evidence=evidence)
    kept = tuple(
        Evidence(kind="document", ref=path, summary="manifest") for path in manifests(situation.files)
    )
    return Observation(
        outcome=Outcome.PASS,
        summary=f"{counted(len(stated), thing)}, each with the digest that is pinned.",
        evidence=(*kept, *_evidence(situation, list(stated), "as pinned")),
        counts={"files": len(stated)},
    )


def _stated(situation: Situation, wanted: Callable[[str], bool]) -> dict[str, str]:
    return {path: digest for path, digest in pinned(situation.files).items() if wanted(path)}


def _reads(situation: Situation) -> bool:
    """Whether the code reads tables or arrays at all."""
    return any(use.method.startswith(("read_", "load_dataset")) for use in sources(situation.files).uses)


def _evidence(situation: Situation, paths: Sequence[str], summary: str) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(kind="file", ref=path, summary=summary, sha256=situation.files.digest(path))
        for path in paths[:20]
    )


PROBES = (
    Probe(
        id="data.manifest_verify",
        title="Digests of data files",
        look=look_at_data,
        tier="demand",
        needs=frozenset({"folder", "scan"}),
    ),
    Probe(
        id="model.integrity_verify",
        title="Digests and signatures of model files",
        look=look_at_models,
        needs=frozenset({"folder", "scan"}),
    ),
)

"""Whether a bill of materials is there, valid, and lists what the project has."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from mlsec_nb.checklist.declared import declared, says
from mlsec_nb.checklist.files import Files
from mlsec_nb.checklist.findings import counted, named
from mlsec_nb.checklist.kinds import data_files, model_files
from mlsec_nb.checklist.locks import read_locks
from mlsec_nb.checklist.machine.environment import normalised
from mlsec_nb.checklist.measured import not_applicable, without_training
from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation

PATTERNS = (
    *("*.cdx.json", "bom.json", "*-bom.json", "*_bom.json", "*sbom*.json", "*mlbom*.json", "*aibom*.json"),
    *("*.spdx.json", "*.spdx3.json", "*spdx*.jsonld"),
)
OLDEST = (1, 5)
"""The first version of CycloneDX that knows models and data."""

KINDS = {"machine-learning-model": "models", "data": "data", "library": "packages", "framework": "packages"}
SPDX_KINDS = {"AIPackage": "models", "DatasetPackage": "data", "Package": "packages"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What a bill of materials lists; ``fault`` says why it is not valid."""

    path: str
    standard: str = ""
    fault: str = ""
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    digests: frozenset[str] = frozenset()


def look(situation: Situation) -> Observation:
    """Fail where a released model has no valid bill; attention for what is not on it."""
    bills = [_read(situation.files, path) for path in situation.files.glob(*PATTERNS)]
    if not bills:
        return _none(situation)
    best = min(bills, key=lambda bill: (bool(bill.fault), len(_gaps(situation.files, bill))))
    evidence = (
        Evidence(
            kind="document",
            ref=best.path,
            summary=best.standard or "bill of materials",
            sha256=situation.files.digest(best.path),
        ),
    )
    if best.fault:
        summary = f"{best.path} is no valid bill of materials: {best.fault}."
        return Observation(outcome=Outcome.FAIL, summary=summary, evidence=evidence)
    if gaps := _gaps(situation.files, best):
        summary = f"{best.path} lacks {'; '.join(gaps)}."
        return Observation(outcome=Outcome.ATTENTION, summary=summary, evidence=evidence)
    listed = sum(len(names) for names in best.names.values())
    return Observation(
        outcome=Outcome.PASS,
        summary=f"{best.path}, {best.standard}, lists {counted(listed, 'component')}.",
        evidence=evidence,
        counts={kind: len(names) for kind, names in best.names.items()},
        digest=evidence[0].sha256,
    )


def _none(situation: Situation) -> Observation:
    if declared(situation, "released"):
        return Observation(
            outcome=Outcome.FAIL, summary="A model is declared as released, without a bill of materials."
        )
    if says(situation, "released") is False:
        return not_applicable("The project declares that it releases no model.")
    if not model_files(situation.files) and (answer := without_training(situation)):
        return answer
    return not_looked("Say in mlsec.toml whether a model is released: `[checklist.project] released = true`.")


def _read(files: Files, path: str) -> Bill:
    try:
        value = json.loads(files.text(path) or "")
        if value.get("bomFormat") == "CycloneDX":
            return _cyclonedx(path, value)
        if "@graph" in value:
            return _spdx(path, value)
        if "spdxVersion" in value:
            return Bill(path=path, fault="SPDX before version 3 knows neither models nor data")
        return Bill(path=path, fault="it is neither CycloneDX nor SPDX")
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return Bill(path=path, fault="it is no JSON of that form")


def _cyclonedx(path: str, value: Mapping[str, Any]) -> Bill:
    """CycloneDX: version, and components that have a type and a name."""
    version = tuple(int(part) for part in str(value["specVersion"]).split("."))
    if version < OLDEST:
        return Bill(path=path, fault=f"CycloneDX {value['specVersion']} knows neither models nor data")
    components = list(_flat(value.get("components", []), 0))
    if not all(isinstance(c.get("type"), str) and isinstance(c.get("name"), str) for c in components):
        return Bill(path=path, fault="a component has no type or name")
    hashes = (entry for c in components for entry in c.get("hashes", ()))
    return Bill(
        path=path,
        standard=f"CycloneDX {value['specVersion']}",
        names=_by_kind((KINDS.get(c["type"], ""), c["name"]) for c in components),
        versions={
            normalised(c["name"]): str(c.get("version", "")) for c in components if c["type"] == "library"
        },
        digests=frozenset(str(entry.get("content", "")).lower() for entry in hashes),
    )


def _flat(components: list[Mapping[str, Any]], depth: int) -> Iterator[Mapping[str, Any]]:
    for component in components:
        yield component
        if depth < 8:
            yield from _flat(component.get("components", []), depth + 1)


def _spdx(path: str, value: Mapping[str, Any]) -> Bill:
    """SPDX 3: packages of three kinds in the graph."""
    if "spdx.org/rdf/3" not in str(value.get("@context", "")):
        return Bill(path=path, fault="its context is not that of SPDX 3")
    found = []
    versions = {}
    digests = set()
    for element in value["@graph"]:
        kind = SPDX_KINDS.get(str(element.get("type", "")).rpartition("_")[2], "")
        if kind:
            found.append((kind, str(element["name"])))
        if kind == "packages":
            versions[normalised(str(element["name"]))] = str(element.get("software_packageVersion", ""))
        digests |= {str(each.get("hashValue", "")).lower() for each in element.get("verifiedUsing", ())}
    return Bill(
        path=path,
        standard="SPDX 3",
        names=_by_kind(found),
        versions=versions,
        digests=frozenset(digests),
    )


def _by_kind(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, name in pairs:
        if kind:
            found.setdefault(kind, set()).add(name)
    return {kind: frozenset(names) for kind, names in found.items()}


def _gaps(files: Files, bill: Bill) -> list[str]:
    """What the project has and the bill does not list, in words."""
    if bill.fault:
        return [bill.fault]
    gaps = []
    for kind, paths in (("models", model_files(files)), ("data", data_files(files))):
        loose = [path for path in paths if not _is_listed(files, bill, kind, path)]
        if not bill.names.get(kind):
            gaps.append(f"every entry for {kind}")
        elif kind == "models" and loose:
            gaps.append(f"models: {named(loose)}")
    locked = {name: each.version for lock in read_locks(files) for name, each in lock.packages.items()}
    other = [name for name, version in locked.items() if version and bill.versions.get(name) != version]
    if other:
        gaps.append(f"packages as they are locked: {named(sorted(other))}")
    elif not bill.names.get("packages"):
        gaps.append("every entry for packages")
    return gaps


def _is_listed(files: Files, bill: Bill, kind: str, path: str) -> bool:
    listed = bill.names.get(kind, frozenset())
    return path in listed or PurePosixPath(path).name in listed or files.digest(path) in bill.digests


PROBES = (Probe(id="bom.present_valid", title="Bill of materials", look=look, needs=frozenset({"folder"})),)

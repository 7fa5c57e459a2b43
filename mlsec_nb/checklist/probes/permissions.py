"""Whether other accounts can read or change data and model files."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from mlsec_nb.checklist.findings import Said, counted, named, said
from mlsec_nb.checklist.kinds import data_files, model_files
from mlsec_nb.checklist.machine.access import Access, access
from mlsec_nb.checklist.measured import not_applicable, only_public
from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation

SYNCHRONISED = ("dropbox", "onedrive", "google drive", "googledrive", "icloud", "nextcloud", "box sync")
"""How folders are called that programs copy to a cloud."""

CHANGED = "can be changed by every account"
READ = "can be read by every account"
SHIELDED = "readable, behind a folder that others cannot enter"


def look_at_data(situation: Situation) -> Observation:
    """Fail on data that others can read or change, and on code that makes a store public."""
    public = said(situation, "DATA-06")
    seen = _judged(situation, data_files(situation.files), "data file", public)
    if seen.outcome is Outcome.PASS and _is_synchronised(situation.folder):
        summary = "The project lies in a folder that is copied to a cloud."
        return Observation(outcome=Outcome.ATTENTION, summary=summary, evidence=seen.evidence)
    return seen


def look_at_models(situation: Situation) -> Observation:
    """Fail on models that others can read or change."""
    if answer := only_public(situation, "models_public"):
        return answer
    return _judged(situation, model_files(situation.files), "model file")


def _judged(
    situation: Situation, paths: tuple[str, ...], thing: str, public: tuple[Said, ...] = ()
) -> Observation:
    if os.name != "posix":
        return not_looked("This system's permissions are no modes: look at its access lists.")
    if not paths and not public:
        return not_applicable(f"There is no {thing} in the project's folder.")
    found = {path: seen for path in paths if (seen := access(situation.folder / path))}
    states = {path: _state(situation.folder / path, situation.folder, seen) for path, seen in found.items()}
    open_ones = {path: state for path, state in states.items() if state}
    evidence = (*(each.evidence for each in public), *_evidence(found, open_ones))
    exposed = [path for path, state in open_ones.items() if state != SHIELDED]
    if exposed or public:
        summary = f"Open to every account: {named(exposed)}." if exposed else "Code makes a store public."
        return Observation(outcome=Outcome.FAIL, summary=summary, evidence=evidence)
    if len(found) < len(paths):
        return not_looked(f"{counted(len(paths) - len(found), thing)} could not be looked at.")
    if open_ones:
        summary = f"Only the folder above shields {named(list(open_ones))}."
        return Observation(outcome=Outcome.ATTENTION, summary=summary, evidence=evidence)
    return Observation(
        outcome=Outcome.PASS,
        summary=f"{counted(len(paths), thing)}, closed to other accounts.",
        evidence=_evidence(found, dict.fromkeys(paths, "closed to others")),
        counts={"files": len(paths)},
    )


def _state(place: Path, root: Path, seen: Access) -> str:
    """What other accounts can do with a file, in words; nothing when they can do nothing."""
    folders = [folder for folder in place.parents if folder.is_relative_to(root)]
    if seen.mode & stat.S_IWOTH or any(map(_is_exchangeable, folders)):
        return CHANGED
    if seen.readable == "others":
        return READ
    return SHIELDED if seen.mode & stat.S_IROTH else ""


def _is_exchangeable(folder: Path) -> bool:
    """Whether others can exchange what is in a folder: it is writable, and not sticky."""
    mode = folder.stat().st_mode
    return bool(mode & stat.S_IWOTH) and not mode & stat.S_ISVTX


def _is_synchronised(folder: Path) -> bool:
    return any(part.lower().startswith(SYNCHRONISED) for part in folder.absolute().parts)


def _evidence(found: Mapping[str, Access], states: Mapping[str, str]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(kind="file", ref=path, summary=f"mode {found[path].octal}: {state}")
        for path, state in list(states.items())[:20]
    )


PROBES = (
    Probe(
        id="fs.data_permissions",
        title="Permissions of data files",
        look=look_at_data,
        needs=frozenset({"folder", "scan"}),
    ),
    Probe(
        id="fs.model_permissions",
        title="Permissions of model files",
        look=look_at_models,
        needs=frozenset({"folder"}),
    ),
)

"""Whether git tracks data, models or credentials, and whether .gitignore keeps them out."""

from __future__ import annotations

from mlsec_nb.checklist.declared import declared
from mlsec_nb.checklist.findings import counted, named
from mlsec_nb.checklist.kinds import is_credential, is_data, is_model, is_sample
from mlsec_nb.checklist.measured import not_applicable
from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation

POINTER = "version https://git-lfs"
LARGE = 5_000_000
"""Bytes from which a tracked file is large."""

SCRIPT = 100_000
"""Bytes up to which SQL is taken for a program rather than a dump."""

ALWAYS = ".env"
MOST_ASKED = 500


def look(situation: Situation) -> Observation:
    """Fail on tracked data and credentials; attention for large files and gaps in .gitignore."""
    tracked = situation.files.tracked
    if tracked is None:
        if any((folder / ".git").exists() for folder in (situation.folder, *situation.folder.parents)):
            return not_looked("Git is not installed, or does not answer for this folder.")
        return not_applicable("The project is in no git repository.")
    kept = [path for path in tracked if situation.files.exists(path)]
    public = declared(situation, "data_public")
    wrong = [path for path in kept if is_credential(path) or (not public and _is_dump(situation, path))]
    if wrong:
        return _observed(situation, Outcome.FAIL, wrong, f"Git tracks {named(wrong)}.")
    large = [path for path in kept if _is_heavy(situation, path)]
    loose = _not_ignored(situation, frozenset(tracked))
    if large or loose:
        parts = [f"Git tracks {named(large)}."] if large else []
        parts += [f".gitignore lets in {named(loose)}."] if loose else []
        return _observed(situation, Outcome.ATTENTION, [*large, *loose], " ".join(parts))
    return Observation(
        outcome=Outcome.PASS,
        summary=f"{counted(len(tracked), 'tracked file')}: no data, model or credential among them.",
        counts={"tracked": len(tracked)},
    )


def _is_dump(situation: Situation, path: str) -> bool:
    size = _size(situation, path)
    if not is_data(path) or is_sample(path, size) or _is_pointer(situation, path):
        return False
    return size > SCRIPT or not path.lower().endswith(".sql")


def _is_heavy(situation: Situation, path: str) -> bool:
    if _is_pointer(situation, path) or path.endswith(".ipynb"):
        return False
    return is_model(path) or _size(situation, path) > LARGE


def _not_ignored(situation: Situation, tracked: frozenset[str]) -> list[str]:
    """Files that the next ``git add`` would take, and ``.env`` even when there is none yet."""
    files = situation.files.paths
    risky = [path for path in files if is_credential(path) or is_data(path) or is_model(path)]
    asked = [path for path in dict.fromkeys((ALWAYS, *risky)) if path not in tracked][:MOST_ASKED]
    answer = situation.files.git("check-ignore", "--no-index", "--", *asked) or ""
    ignored = frozenset(answer.splitlines())
    return [path for path in asked if path not in ignored and not is_sample(path, _size(situation, path))]


def _is_pointer(situation: Situation, path: str) -> bool:
    """Whether the file stands for one in Git LFS."""
    return _size(situation, path) < 1_000 and (situation.files.text(path) or "").startswith(POINTER)


def _size(situation: Situation, path: str) -> int:
    facts = situation.files.stat(path)
    return facts.st_size if facts else 0


def _observed(situation: Situation, outcome: Outcome, paths: list[str], summary: str) -> Observation:
    evidence = tuple(
        Evidence(kind="file", ref=path, summary=f"{_size(situation, path):,} bytes") for path in paths[:20]
    )
    return Observation(outcome=outcome, summary=summary, evidence=evidence, counts={"files": len(paths)})


PROBES = (
    Probe(
        id="repo.tracked_sensitive",
        title="Data and credentials under version control",
        look=look,
        needs=frozenset({"folder"}),
    ),
)

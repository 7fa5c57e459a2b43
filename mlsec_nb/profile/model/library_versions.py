"""Is the model made and loaded by libraries with known holes?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.objects.walk import walk
from mlsec_nb.profile.question import Question
from mlsec_nb.profile.rules.outdated_library import RULE
from mlsec_nb.profile.subject.case import Case

PACKAGES = {
    "sklearn": "scikit-learn",
    "xgboost": "xgboost",
    "lightgbm": "lightgbm",
    "catboost": "catboost",
    "torch": "torch",
    "keras": "keras",
    "skops": "skops",
    "joblib": "joblib",
    "numpy": "numpy",
}
"""From the name that is imported to the name that is installed."""


@dataclass(frozen=True, slots=True)
class Hole:
    """Versions before ``fixed`` have it."""

    package: str
    fixed: tuple[int, ...]
    identity: str
    effect: str


HOLES = (
    Hole("scikit-learn", (1, 5), "CVE-2024-5206", "TfidfVectorizer keeps training words in stop_words_"),
    Hole("joblib", (1, 2), "CVE-2022-21797", "Parallel evaluates its pre_dispatch argument"),
    Hole("torch", (2, 6), "CVE-2025-32434", "torch.load runs code in spite of weights_only=True"),
    Hole("keras", (3, 9), "CVE-2025-1550", "load_model runs code in spite of safe_mode=True"),
    Hole("skops", (0, 13), "CVE-2025-54886", "a model card loads a file with joblib unasked"),
    Hole("lightgbm", (4, 6), "CVE-2024-43598", "a crafted model overflows a buffer when it is loaded"),
)


def measure(case: Case) -> Answer:
    """Look up the versions of the libraries that the object's types come from, and the one it was made by."""
    modules = {type(held.value).__module__.partition(".")[0] for held in walk(case.model)}
    if "sklearn" in modules:
        modules.add("joblib")
    versions = {PACKAGES[name]: _installed(PACKAGES[name]) for name in sorted(modules & PACKAGES.keys())}
    records = [
        {
            "library": hole.package,
            "version": versions[hole.package],
            "hole": hole.identity,
            "effect": hole.effect,
        }
        for hole in HOLES
        if versions.get(hole.package) and _numbers(versions[hole.package]) < hole.fixed
    ]
    return Answer(
        name="library-versions",
        metrics={"libraries": len(versions), "holes": len(records)},
        columns=versions,
        tables={"holes": records} if records else {},
    )


def judge(answer: Answer) -> Answer:
    """One finding for each known hole."""
    found = [
        finding(
            RULE,
            answer,
            f"{record['library']} {record['version']} has {record['hole']}: {record['effect']}.",
            member=str(record["hole"]),
            severity=Severity.MEDIUM,
        )
        for record in answer.tables.get("holes", ())
    ]
    return replace(answer, findings=tuple(found))


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _numbers(text: str) -> tuple[int, ...]:
    """The release part of a version."""
    release = text.partition("+")[0].split(".")
    return tuple(int(part) if part.isdigit() else 0 for part in release[:3])


QUESTION = Question(
    name="library-versions",
    title="Do the libraries behind the model have known holes?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    cost=lambda case: 0.04,
    method=(
        "Installed versions of the libraries that the object's types come from, against published advisories."
    ),
    limits=(
        "A short list of advisories on loading and keeping models, as of 2025: no replacement for an audit "
        "of dependencies."
    ),
)

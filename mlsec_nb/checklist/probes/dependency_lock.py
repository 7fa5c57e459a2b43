"""Whether what is installed is fixed, with digests, and is what the code imports."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from mlsec_nb.checklist.locks import Lock, Locked, read_locks
from mlsec_nb.checklist.machine.environment import Environment, normalised
from mlsec_nb.checklist.marks import Mark, findings, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.checklist.sources import sources

DISTRIBUTIONS = {
    "PIL": "pillow",
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python",
    "dateutil": "python-dateutil",
    "dotenv": "python-dotenv",
    "fitz": "pymupdf",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "umap": "umap-learn",
    "yaml": "pyyaml",
}
"""Distributions whose name is not that of their module, for those that are not installed."""

PLATFORM = frozenset({"IPython", "ipykernel", "ipywidgets", "google", "js", "pyodide"})
"""Modules that come with the place where notebooks run."""


def look(situation: Situation) -> Observation:
    """Compare lock files with imports, with what is installed, and with what cells install."""
    code = sources(situation.files)
    installs = list(findings(situation, "INFRA-08", outcome=Outcome.FAIL))
    locks = read_locks(situation.files)
    environment = situation.machine.environment
    wanted = _distributions(code.imports, situation, environment)
    if not wanted and not locks and not installs:
        says = "No package beyond the standard library is imported, and none is installed by a cell."
        return Observation(outcome=Outcome.NOT_APPLICABLE, summary=says)
    fixed = _fixed(locks)
    marks = [*installs, *_locks(locks), *_imports(wanted, fixed), *_installed(wanted, fixed, environment)]
    names = ", ".join(lock.path for lock in locks)
    return observe(
        marks,
        good=f"{names}: {len(fixed)} packages fixed with digests, with all {len(wanted)} that are imported.",
        counts={"locked": len(fixed), "imported": len(wanted)},
        digest=situation.files.digest(locks[0].path) if locks else "",
    )


def _fixed(locks: tuple[Lock, ...]) -> dict[str, Locked]:
    """What is fixed, by name: what has a digest counts before what has none."""
    fixed: dict[str, Locked] = {}
    for lock in sorted(locks, key=lambda lock: lock.hashed):
        fixed.update({name: each for name, each in lock.packages.items() if each.version})
    return fixed


def _locks(locks: tuple[Lock, ...]) -> Iterator[Mark]:
    """A project is as fixed as its best file: plain lists of requirements beside it are its source."""
    best = next((lock for lock in locks if lock.hashed and not lock.open), None)
    if best is not None:
        yield _mark(Outcome.PASS, f"{best.path} fixes {len(best.packages)} packages with digests", best.path)
        return
    pinned = [lock for lock in locks if not lock.open]
    for lock in pinned:
        yield _mark(Outcome.ATTENTION, f"{lock.path} fixes versions, but not all have digests", lock.path)
    if pinned:
        return
    for lock in locks:
        says = f"{lock.path} leaves {len(lock.open)} of {len(lock.packages)} versions open"
        yield _mark(Outcome.FAIL, says, lock.path)
    if not locks:
        yield mark(Outcome.FAIL, "no file fixes which versions are installed")


def _imports(wanted: Mapping[str, frozenset[str]], fixed: Mapping[str, Locked]) -> Iterator[Mark]:
    missing = sorted(module for module, names in wanted.items() if not names & fixed.keys())
    if missing and fixed:
        shown = ", ".join(missing[:5]) + (" and more" if len(missing) > 5 else "")
        says = f"{len(missing)} imported packages are not in the lock file: {shown}"
        yield mark(Outcome.ATTENTION, says, kind="package", ref=shown)


def _installed(
    wanted: Mapping[str, frozenset[str]], fixed: Mapping[str, Locked], environment: Environment
) -> Iterator[Mark]:
    """Whether the environment holds the versions that are fixed, of what is imported."""
    names = {name for names in wanted.values() for name in names}
    for name in sorted(names & fixed.keys() & environment.versions.keys()):
        installed, locked = environment.versions[name], fixed[name].version
        if locked[:1].isdigit() and installed.split("+")[0] != locked.split("+")[0]:
            says = f"{name} is installed as {installed}, and locked as {locked}"
            yield mark(Outcome.ATTENTION, says, kind="package", ref=name)


def _distributions(
    imports: frozenset[str], situation: Situation, environment: Environment
) -> dict[str, frozenset[str]]:
    """By imported module, the names of distributions that may bring it; own modules are left out."""
    own = {path.split("/")[0].removesuffix(".py") for path in situation.files.glob("*.py")}
    own |= {path.split("/")[-2] for path in situation.files.glob("__init__.py") if "/" in path}
    own |= {path.split("/")[-1].removesuffix(".py") for path in situation.files.glob("*.py")}
    modules = {name.partition(".")[0] for name in imports}
    return {
        module: environment.modules.get(module, frozenset())
        or frozenset({normalised(DISTRIBUTIONS.get(module, module))})
        for module in modules - own - PLATFORM - set(sys.stdlib_module_names)
    }


def _mark(outcome: Outcome, says: str, path: str) -> Mark:
    return mark(outcome, says, kind="file", ref=path)


PROBES = (
    Probe(
        id="repo.dependency_lock",
        title="Lock files",
        look=look,
        needs=frozenset({"folder", "scan"}),
    ),
)

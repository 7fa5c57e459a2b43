"""Python, this package, and what it needs: there, and of a version that it works with?"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import metadata

from packaging.requirements import Requirement

from mlsec_nb._version import __version__
from mlsec_nb.frontends.cli.doctor.check import Check, advice, broken, fine

OLDEST_PYTHON = (3, 10)
PURPOSES = {
    "models": "look into more kinds of model files",
    "examples": "run the example notebooks",
    "dask": "scan on a Dask cluster",
    "parquet": "write and read Parquet",
    "ray": "scan on a Ray cluster",
    "remote": "scan URLs such as s3://",
}
"""What users get from each extra; the others are for developers."""

EXTRA = re.compile(r"""extra == ["']([\w-]+)["']""")
OPTIONAL = frozenset({"google-re2"})
"""Without these it only is slower."""


def checks() -> Iterator[Check]:
    """Python, the package, its requirements, its extras."""
    yield _python()
    try:
        distribution = metadata.distribution("mlsec-nb")
    except metadata.PackageNotFoundError:
        seen = "mlsec_nb can be imported, but is not installed: Jupyter and its kernels do not find it."
        yield broken("package", seen, "Run `pip install .` in its folder.")
        return
    yield _package(distribution.version)
    requirements = [Requirement(text) for text in distribution.requires or ()]
    yield from required(requirements)
    yield from extras(requirements)


def _python() -> Check:
    version = sys.version.split()[0]
    if sys.version_info < OLDEST_PYTHON:
        return broken("python", f"Python {version} is too old.", "Install Python 3.10 or newer.")
    return fine("python", f"Python {version}, {sys.executable}")


def _package(installed: str) -> Check:
    if installed != __version__:
        seen = f"mlsec-nb {installed} is installed, but the files are those of {__version__}."
        return broken("package", seen, "Install it again: `pip install --force-reinstall --no-deps .`")
    return fine("package", f"mlsec-nb {installed}")


def required(requirements: Iterable[Requirement]) -> Iterator[Check]:
    """Whether what everybody needs is there."""
    unmet = [
        (needed, problem) for needed in requirements if not _extra(needed) and (problem := _unmet(needed))
    ]
    for needed, problem in unmet:
        mend = f"Run `pip install '{needed.name}{needed.specifier}'`."
        if needed.name in OPTIONAL:
            yield advice(
                "requirements", f"{problem} Scans are slower without it, with the same answers.", mend
            )
        else:
            yield broken("requirements", problem, mend)
    if not unmet:
        yield fine("requirements", "Every library that it needs is there.")


def extras(requirements: Iterable[Requirement]) -> Iterator[Check]:
    """What else could be installed, and what for."""
    missing: dict[str, list[str]] = defaultdict(list)
    for requirement in requirements:
        extra = _extra(requirement)
        if extra in PURPOSES and _unmet(requirement, extra):
            missing[extra].append(requirement.name)
    for extra, purpose in PURPOSES.items():
        if extra in missing:
            seen = f"Not installed, needed to {purpose}: {', '.join(missing[extra])}."
            yield advice(f"extra {extra}", seen, f"If you want that: `pip install 'mlsec-nb[{extra}]'`.")
        else:
            yield fine(f"extra {extra}", f"Everything to {purpose}.")


def _extra(requirement: Requirement) -> str:
    """The extra that a requirement belongs to; empty for what everybody needs."""
    named = EXTRA.search(str(requirement.marker or ""))
    return named[1] if named else ""


def _unmet(requirement: Requirement, extra: str = "") -> str:
    """What is wrong with a requirement; empty when it is met, or means another platform."""
    if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra}):
        return ""
    try:
        version = metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        return f"{requirement.name} is missing."
    if not requirement.specifier.contains(version, prereleases=True):
        return f"{requirement.name} {version} is not {requirement.specifier}."
    return ""

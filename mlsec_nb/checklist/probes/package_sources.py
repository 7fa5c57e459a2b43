"""Whether packages come from where they should."""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.checklist.declared_indexes import project_indexes
from mlsec_nb.checklist.locks import REQUIREMENTS, requirement_lines
from mlsec_nb.checklist.machine.environment import Package
from mlsec_nb.checklist.machine.indexes import Index
from mlsec_nb.checklist.marks import Mark, findings, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.code.packages import VENDORS, is_fixed_url, is_url

UNCHECKED = {
    "trusted": "switches off the check of a host's certificate",
    "unverified": "switches off the check of certificates",
}


def look(situation: Situation) -> Observation:
    """Look at indexes, at addresses in requirements, and at where installed packages came from."""
    marks = [
        *(found for index in situation.machine.indexes for found in _index(index)),
        *(found for index in project_indexes(situation.files) for found in _index(index)),
        *_requirements(situation),
        *(
            found
            for package in situation.machine.environment.packages
            for found in _package(package, situation)
        ),
        *findings(situation, "INFRA-10"),
    ]
    return observe(marks, good="Every package comes from one index, or from one that it names.")


def _index(index: Index) -> Iterator[Mark]:
    address = index.address
    if index.kind in UNCHECKED:
        yield _setting(Outcome.FAIL, f"{index.place} {UNCHECKED[index.kind]}", index)
    elif index.plain:
        yield _setting(Outcome.FAIL, f"{index.place} fetches packages over plain HTTP ({address})", index)
    elif index.kind == "extra" and "://" not in address:
        yield _setting(Outcome.ATTENTION, f"{index.place} adds a local folder to the index", index)
    elif index.kind == "extra" and not VENDORS.match(f"{address}/"):
        yield _setting(Outcome.FAIL, f"{index.place} lets {address} compete for every name", index)
    elif index.kind in ("extra", "scoped"):
        yield _setting(Outcome.ATTENTION, f"{index.place} adds {address}", index)
    else:
        yield _setting(Outcome.PASS, f"{index.place}: {address}", index)


def _requirements(situation: Situation) -> Iterator[Mark]:
    for path in situation.files.glob(*REQUIREMENTS):
        for line in requirement_lines(situation.files.text(path) or ""):
            if not line.startswith("-") and is_url(line):
                name = line.split("@")[0].strip()[:60] if " @ " in line else "a package"
                fixed = is_fixed_url(line)
                how = "at a fixed address" if fixed else "at an address whose content can change"
                outcome = Outcome.ATTENTION if fixed else Outcome.FAIL
                yield mark(outcome, f"{path} takes {name} {how}", kind="file", ref=path)


def _package(package: Package, situation: Situation) -> Iterator[Mark]:
    says = ""
    outcome = Outcome.ATTENTION if package.fixed else Outcome.FAIL
    if package.host.startswith("http://"):
        outcome, says = Outcome.FAIL, f"was installed over plain HTTP ({package.host})"
    elif package.source in ("repository", "archive"):
        content = "at a fixed commit or digest" if package.fixed else "without a commit or digest"
        says = f"was installed from {package.host}, {content}"
    elif package.editable and not package.is_below(situation.folder):
        says = "is installed in place from a folder outside of the project"
    if says:
        yield mark(outcome, f"{package.name} {says}", kind="package", ref=package.name)


def _setting(outcome: Outcome, says: str, index: Index) -> Mark:
    return mark(outcome, says, kind="setting", ref=index.place)


PROBES = (
    Probe(
        id="env.package_sources",
        title="Where packages come from",
        look=look,
        needs=frozenset({"kernel", "folder", "scan"}),
    ),
)

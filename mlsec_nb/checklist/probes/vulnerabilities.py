"""Whether what is installed has published holes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from mlsec_nb.checklist.advisories.records import Advisory, merged
from mlsec_nb.checklist.advisories.service import SERVICE, VARIABLE, Service
from mlsec_nb.checklist.advisories.snapshot import Found, read_snapshot
from mlsec_nb.checklist.marks import Mark, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.core.finding import Severity

FILE = "MLSEC_ADVISORIES"
"""Names a snapshot outside of the project."""

SECONDS = 2.0
"""How long to wait for the service; what comes later is there for the next run."""

FRESH = timedelta(days=7)
OFFLINE = (
    "No advisories are at hand: allow the network once (`--network`), or name a snapshot in OSV's format: "
    f"`snapshot` of this probe in mlsec.toml, or the variable {FILE}."
)


def look(situation: Situation) -> Observation:
    """Compare installed versions with advisories: of a snapshot, of the service, or of its last answer."""
    versions = _versions(situation)
    if not versions:
        return not_looked("No installed package can be seen from here.")
    try:
        snapshot = _snapshot(situation)
        found = read_snapshot(snapshot, versions) if snapshot else _asked(situation, versions)
    except ValueError as error:
        return not_looked(f"The advisories cannot be used: {error}.")
    if found is None:
        waited = f"The service did not answer in time: run this again in a moment. {OFFLINE}"
        return not_looked(waited if situation.network else OFFLINE)
    return _judge(found, versions, situation.now)


def _judge(found: Found, versions: Mapping[str, str], now: datetime) -> Observation:
    as_of = found.as_of.date()
    holes = merged(found.advisories)
    marks = [_hole(each) for each in holes]
    if now - found.as_of > FRESH:
        marks.append(
            mark(Outcome.ATTENTION, f"the advisories are of {as_of}", kind="setting", ref="advisories")
        )
    return observe(
        marks,
        good=f"No advisory fits the {len(versions)} installed packages, as of {as_of}.",
        counts={"packages": len(versions), "advisories": len(holes)},
        subject="environment",
        limits=f"Advisories of {as_of}; libraries inside of wheels are not covered.",
    )


def _hole(each: Advisory) -> Mark:
    name = f"{each.package} {each.version}"
    if each.malicious:
        return _mark(Outcome.FAIL, f"{name} was made to do harm ({each.id}): uninstall it", each)
    grade = each.severity.label if each.severity is not None else "unknown"
    says = f"{name}: {each.id}, {grade}, " + (f"fixed in {each.fixed}" if each.fixed else "no fix yet")
    grave = each.severity is not None and each.severity >= Severity.HIGH
    return _mark(Outcome.FAIL if grave and each.fixed else Outcome.ATTENTION, says, each)


def _versions(situation: Situation) -> dict[str, str]:
    """What is installed in the kernel's environment, and the server's where it is another one."""
    packages = situation.machine.environment.packages
    own = {each.name: each.version for each in packages if each.source != "local" and each.version}
    server: Iterator[tuple[str, str]] = iter(situation.server.versions.items() if situation.server else ())
    return {**{name: version for name, version in server if name not in own}, **own}


def _snapshot(situation: Situation) -> Path | None:
    """The snapshot that the project or the environment names.

    Raises
    ------
    ValueError
        When there is no such file.
    """
    named = situation.params.get("snapshot")
    inside = situation.files.place(named) if isinstance(named, str) else None
    outside = situation.machine.environ.get(FILE)
    path = inside or (Path(outside) if outside and not named else None)
    if (named or outside) and (path is None or not path.is_file()):
        raise ValueError("the snapshot that is named is not there")
    return path


def _asked(situation: Situation, versions: Mapping[str, str]) -> Found | None:
    machine = situation.machine
    service = Service(machine.environ.get(VARIABLE) or SERVICE, machine.cache / "advisories.json")
    found = service.kept(versions)
    if situation.network and (found is None or situation.now - found.as_of > FRESH / 7):
        service.refresh(versions, seconds=SECONDS)
        found = service.kept(versions) or found
    return found


def _mark(outcome: Outcome, says: str, each: Advisory) -> Mark:
    return mark(outcome, says, kind="package", ref=each.package)


PROBES = (
    Probe(
        id="env.vulnerabilities",
        title="Published holes of installed packages",
        look=look,
        needs=frozenset({"kernel", "network"}),
        params=("snapshot",),
    ),
)

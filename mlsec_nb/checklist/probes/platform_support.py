"""Whether Python, Jupyter and the operating system still get fixes, and have the grave ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from mlsec_nb.checklist import calendar
from mlsec_nb.checklist.machine.system import System
from mlsec_nb.checklist.marks import Mark, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.checklist.versions import is_older

SOON = timedelta(days=90)
OLD_CALENDAR = timedelta(days=180)


def look(situation: Situation) -> Observation:
    """Compare versions with the calendar that comes with this program."""
    today = situation.now.date()
    machine = situation.machine
    server = situation.server.versions if situation.server else {}
    own = machine.environment.versions
    marks = [
        _python(machine.environment.version, today),
        *_system(machine.system, today),
        *_jupyter(own, "the kernel's environment"),
        *_jupyter({name: v for name, v in server.items() if own.get(name) != v}, "the server"),
    ]
    if today - calendar.AS_OF > OLD_CALENDAR:
        says = f"the calendar of this program is of {calendar.AS_OF}: upgrade mlsec-nb"
        marks.append(mark(Outcome.ATTENTION, says))
    return observe(
        marks,
        good=f"Python, Jupyter and {machine.system.name} are supported, by the calendar of {calendar.AS_OF}.",
        subject="environment",
    )


def _python(version: tuple[int, ...], today: date) -> Mark:
    if len(version) < 2:
        return mark(Outcome.UNKNOWN, "The version of Python cannot be seen")
    branch = version[:2]
    name = f"Python {branch[0]}.{branch[1]}"
    if branch > max(calendar.PYTHON):
        return mark(Outcome.PASS, f"{name} is newer than the calendar", kind="package", ref="python")
    return _until(name, calendar.PYTHON.get((branch[0], branch[1]), date.min), today, "python")


def _system(system: System, today: date) -> Iterator[Mark]:
    if system.id in calendar.ROLLING:
        yield mark(Outcome.PASS, f"{system.name} has no releases", kind="setting", ref="os-release")
        return
    releases = calendar.SYSTEMS.get(system.id, {})
    parts = system.version.split(".")
    names = [".".join(parts[:size]) for size in range(len(parts), 0, -1)]
    found = next((name for name in names if name in releases), None)
    if found is None:
        says = f"{system.name} is not in the calendar: look up until when it is supported"
        yield mark(Outcome.ATTENTION, says, kind="setting", ref="os-release")
    elif (end := releases[found]) is None:
        yield mark(Outcome.PASS, f"{system.name} is supported", kind="setting", ref="os-release")
    else:
        yield _until(system.name, end, today, "os-release")


def _until(name: str, end: date, today: date, ref: str) -> Mark:
    if end < today:
        ended = "" if end == date.min else f" on {end}"
        return mark(Outcome.FAIL, f"support of {name} ended{ended}", kind="setting", ref=ref)
    outcome = Outcome.ATTENTION if end - today <= SOON else Outcome.PASS
    return mark(outcome, f"support of {name} ends on {end}", kind="setting", ref=ref)


def _jupyter(versions: Mapping[str, str], where: str) -> Iterator[Mark]:
    for name, lines in calendar.SAFE.items():
        version = versions.get(name)
        if version is None:
            continue
        _, safe, hole = next(line for line in lines if version.startswith(line[0]))
        if is_older(version, safe):
            says = f"{name} {version} in {where} is older than {safe} ({hole})"
            yield mark(Outcome.FAIL, says, kind="package", ref=name)
        else:
            yield mark(Outcome.PASS, f"{name} {version}", kind="package", ref=name)


PROBES = (
    Probe(
        id="env.platform_support",
        title="Age of Python, Jupyter and the system",
        look=look,
        needs=frozenset({"kernel", "server"}),
    ),
)

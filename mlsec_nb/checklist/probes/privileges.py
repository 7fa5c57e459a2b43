"""The rights that whatever runs in the notebook has."""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.checklist.machine import Machine
from mlsec_nb.checklist.machine.process import Process
from mlsec_nb.checklist.marks import Mark, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation

SUDO = ("GRANT_SUDO",)
"""Variables by which container images of notebooks give sudo without a password."""


def look(situation: Situation) -> Observation:
    """Look at user, groups, capabilities, and at what of the host is within reach."""
    machine = situation.machine
    if machine.system.id == "emscripten":
        return Observation(outcome=Outcome.NOT_APPLICABLE, summary="The kernel runs in the browser.")
    process = machine.process
    if process.user is None:
        return not_looked("This system does not show the rights of a process: look on Linux or macOS.")
    limits = ""
    if process.capabilities is None:
        limits = "This system shows no capabilities: only user and groups were looked at."
    good = f"User and rights are ordinary, seen from {machine.seen_from}."
    return observe([*_user(process), *_rights(machine), *_host(process)], good=good, limits=limits)


def _user(process: Process) -> Iterator[Mark]:
    if process.user != 0:
        yield _mark(Outcome.PASS, "an ordinary user", "uid")
    elif process.mapped:
        yield _mark(Outcome.ATTENTION, "root in here, somebody else outside (user namespace)", "uid")
    elif not process.container:
        yield _mark(Outcome.FAIL, "root on a host", "uid")
    elif process.privileged:
        yield _mark(Outcome.FAIL, f"root in a privileged container ({process.container})", "uid")
    else:
        yield _mark(Outcome.ATTENTION, f"root in a container ({process.container})", "uid")


def _rights(machine: Machine) -> Iterator[Mark]:
    process = machine.process
    for group in process.groups if process.user != 0 else ():
        yield _mark(Outcome.ATTENTION, f"the group {group} can become root", "groups")
    if process.user != 0 and process.privileged:
        names = ", ".join(sorted(process.privileged))
        yield _mark(Outcome.FAIL, f"an ordinary user with {names}", "capabilities")
    if any(machine.environ.get(name, "").lower() in ("1", "yes", "true") for name in SUDO):
        yield _mark(Outcome.ATTENTION, "sudo asks for no password (GRANT_SUDO)", "GRANT_SUDO")


def _host(process: Process) -> Iterator[Mark]:
    if process.container or process.user != 0:
        for socket in process.sockets:
            yield _mark(Outcome.FAIL, f"the container engine's socket is within reach ({socket})", socket)
    for place in process.hosts:
        yield _mark(Outcome.FAIL, f"another system's files are mounted at {place}", place)


def _mark(outcome: Outcome, says: str, ref: str) -> Mark:
    return mark(outcome, says, kind="setting", ref=ref)


PROBES = (
    Probe(
        id="env.privileges",
        title="Rights of the process",
        look=look,
        needs=frozenset({"kernel"}),
    ),
)

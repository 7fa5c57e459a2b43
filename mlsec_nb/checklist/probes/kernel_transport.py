"""How messages travel between server and kernel, and who can read the files with their keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mlsec_nb.checklist.machine.runtime import Runtime
from mlsec_nb.checklist.marks import Mark, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.servers import LOCAL, reach
from mlsec_nb.checklist.situation import Situation

Connection = Mapping[str, Any]


def look(situation: Situation) -> Observation:
    """Look at each connection, and at the runtime folder."""
    if situation.kernel and situation.kernel.front_end == "colab":
        return Observation(outcome=Outcome.NOT_APPLICABLE, summary="Colab manages its kernels.")
    connections = _connections(situation)
    files = list(_files(situation.machine.runtime))
    if not connections and not any(found.outcome is Outcome.FAIL for found in files):
        return not_looked("No kernel is here to look at: look from the panel while one runs, or with %mlsec.")
    messages = [found for each in connections for found in _messages(each, shared=situation.machine.shared)]
    good = "Messages of kernels are encrypted and signed, and only the owner can read the runtime files."
    return observe([*messages, *files], good=good, subject="kernel")


def _connections(situation: Situation) -> list[Connection]:
    if situation.kernel and situation.kernel.connection:
        return [situation.kernel.connection]
    return list(situation.server.kernels) if situation.server else []


def _messages(connection: Connection, *, shared: bool) -> Iterator[Mark]:
    """What is wrong with one connection; its ``mode`` is that of its file."""
    if not connection.get("signed"):
        yield _mark(Outcome.FAIL, "messages are not signed", "ConnectionFileMixin.key")
    tcp = connection.get("transport", "tcp") == "tcp"
    if connection.get("readable"):
        yield _mark(Outcome.FAIL, "the connection file can be read by others", "connection file")
    if connection.get("encrypted"):
        yield _mark(Outcome.PASS, "messages are encrypted", "KernelManager.transport_encryption")
    elif not tcp:
        yield _mark(Outcome.PASS, "messages stay in private sockets", "KernelManager.transport")
    elif reach(str(connection.get("ip", ""))) != LOCAL:
        yield _mark(Outcome.FAIL, "open messages cross a network", "KernelManager.ip")
    else:
        others = ", where other accounts can listen" if shared else ""
        says = f"messages are not encrypted on this machine{others}"
        yield _mark(Outcome.ATTENTION, says, "KernelManager.transport_encryption")


def _files(runtime: Runtime | None) -> Iterator[Mark]:
    """The runtime folder protects what lies in it, even a file that is readable itself."""
    if runtime is None or runtime.access is None:
        return
    mode = f"runtime folder has mode {runtime.access.octal}"
    if runtime.exposed:
        yield mark(
            Outcome.FAIL,
            f"others can read {len(runtime.exposed)} runtime files with tokens or keys",
            kind="file",
            ref=runtime.exposed[0],
        )
    elif runtime.access.mode & 0o077:
        yield _mark(Outcome.ATTENTION, f"the {mode} instead of 0700", "runtime folder")
    else:
        yield _mark(Outcome.PASS, f"the {mode}", "runtime folder")


def _mark(outcome: Outcome, says: str, ref: str) -> Mark:
    return mark(outcome, says, kind="setting", ref=ref)


PROBES = (
    Probe(
        id="kernel.transport",
        title="Messages of kernels and their keys",
        look=look,
        needs=frozenset({"kernel"}),
    ),
)

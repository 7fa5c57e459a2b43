"""Whether it is written down what happens on the server."""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.checklist.declared import declared
from mlsec_nb.checklist.marks import Mark, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.servers import ABSENT, Server, servers
from mlsec_nb.checklist.situation import Situation


def look(situation: Situation) -> Observation:
    """Look for handlers of events, log files and a hub."""
    seen = servers(situation)
    sinks = [found for server in seen for found in _sinks(server)]
    if situation.machine.hub:
        sinks.append(mark(Outcome.PASS, "JupyterHub logs who signs in", kind="setting", ref="JupyterHub"))
    if sinks:
        return observe(sinks, good="Something is logged; who reads it, and for how long, is not seen.")
    exact = [server for server in seen if server.exact]
    if not exact:
        return not_looked(ABSENT)
    if situation.machine.shared or not all(server.private for server in exact):
        says = "others use or reach this server, and nothing is logged"
        return observe([mark(Outcome.FAIL, says, kind="setting", ref="EventLogger.handlers")], good="")
    if declared(situation, "alone"):
        says = "One person works here alone, as the project declares, and nobody else reaches the server."
        return Observation(outcome=Outcome.NOT_APPLICABLE, summary=says)
    says = "nothing is logged on this machine; if one person works here alone, declare that"
    return observe([mark(Outcome.ATTENTION, says, kind="setting", ref="EventLogger.handlers")], good="")


def _sinks(server: Server) -> Iterator[Mark]:
    for name in ("EventLogger.handlers", "ServerApp.logging_config"):
        found = server.traits.get(name) or ()
        if found:
            says = f"{len(found)} places take the server's events or log"
            yield mark(Outcome.PASS, says, kind="setting", ref=name)


PROBES = (
    Probe(
        id="server.logging",
        title="Logs of the server",
        look=look,
        needs=frozenset({"server"}),
    ),
)

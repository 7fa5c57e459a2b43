"""Where the Jupyter server listens."""

from __future__ import annotations

from mlsec_nb.checklist.marks import Mark, findings, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.servers import EVERY, LOCAL, PUBLIC, SOCKET, Server, absent, proxied, servers
from mlsec_nb.checklist.situation import Situation

WORDS = {EVERY: "on every address", PUBLIC: "on a public address"}


def look(situation: Situation) -> Observation:
    """Look at the address or socket, and at code that opens the machine."""
    seen = servers(situation)
    code = list(findings(situation, "INFRA-02"))
    if not seen and not code:
        return absent(situation)
    marks = [_judge(server, situation) for server in seen]
    places = " and ".join(sorted({server.seen_in for server in seen}))
    good = f"It listens on this machine only, or behind a proxy; seen in {places}."
    return observe([*marks, *code], good=good, subject="server")


def _judge(server: Server, situation: Situation) -> Mark:
    if server.reach == SOCKET:
        return _socket(str(server.traits.get("ServerApp.sock_mode", "0600")))
    if server.reach == LOCAL:
        return _mark(Outcome.PASS, "the server listens on this machine only")
    where = f"the server listens {WORDS.get(server.reach, 'on an address of the network')}"
    if proxy := proxied(situation):
        return _mark(Outcome.PASS, f"{where}, behind {proxy}")
    if situation.machine.process.container:
        return _mark(Outcome.ATTENTION, f"{where} of a container, and no proxy is declared")
    return _mark(Outcome.FAIL, where)


def _socket(mode: str) -> Mark:
    others = mode[-1:] != "0"
    if others:
        return _mark(Outcome.FAIL, f"every account may use the server's socket (mode {mode})")
    if mode[-2:-1] != "0":
        return _mark(Outcome.ATTENTION, f"a group may use the server's socket (mode {mode})")
    return _mark(Outcome.PASS, "the server listens on a private socket")


def _mark(outcome: Outcome, says: str) -> Mark:
    return mark(outcome, says, kind="setting", ref="ServerApp.ip")


PROBES = (
    Probe(
        id="server.bind_address",
        title="Where the server listens",
        look=look,
        needs=frozenset({"server", "scan"}),
    ),
)

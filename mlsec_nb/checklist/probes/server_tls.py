"""Whether the session is encrypted on its way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from mlsec_nb.checklist.marks import Mark, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.servers import Server, absent, proxied, servers
from mlsec_nb.checklist.situation import Situation

SOON = timedelta(days=30)


def look(situation: Situation) -> Observation:
    """Look at the address, the certificate, and the proxy that is declared."""
    seen = servers(situation)
    if not seen:
        return absent(situation)
    marks = [found for server in seen for found in _judge(server, situation)]
    places = " and ".join(sorted({server.seen_in for server in seen}))
    good = f"Nothing crosses a network in the clear; seen in {places}."
    return observe(marks, good=good, subject="server")


def _judge(server: Server, situation: Situation) -> Iterator[Mark]:
    if server.tls:
        yield _mark(Outcome.PASS, "the server speaks TLS")
        yield from _certificate(server, situation.now)
    elif server.private:
        yield _mark(Outcome.PASS, "the session stays on this machine")
    elif proxy := proxied(situation):
        yield _proxy(proxy, situation.machine.environ.get("JUPYTERHUB_PUBLIC_URL", ""))
    else:
        yield _mark(Outcome.FAIL, "the server answers on a network without TLS")


def _proxy(proxy: str, public: str) -> Mark:
    if proxy.startswith("https://") or public.startswith("https://"):
        return _mark(Outcome.PASS, f"TLS ends at {proxy}, as is declared")
    return _mark(Outcome.ATTENTION, f"whether {proxy} speaks TLS cannot be seen from here")


def _certificate(server: Server, now: datetime) -> Iterator[Mark]:
    if server.traits.get("certificate.self_signed"):
        yield _mark(Outcome.ATTENTION, "the certificate is self-signed")
    ends = server.traits.get("certificate.ends")
    if not isinstance(ends, str):
        return
    left = datetime.fromisoformat(ends) - now
    if left < timedelta():
        yield _mark(Outcome.FAIL, f"the certificate ended on {ends[:10]}")
    elif left < SOON:
        yield _mark(Outcome.ATTENTION, f"the certificate ends on {ends[:10]}")


def _mark(outcome: Outcome, says: str) -> Mark:
    return mark(outcome, says, kind="setting", ref="ServerApp.certfile")


PROBES = (
    Probe(
        id="server.tls",
        title="Encryption of the session",
        look=look,
        needs=frozenset({"server"}),
    ),
)

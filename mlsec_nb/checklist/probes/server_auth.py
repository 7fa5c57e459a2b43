"""Whether the Jupyter server asks who is there."""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.checklist.marks import Mark, findings, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.servers import Server, absent, servers
from mlsec_nb.checklist.situation import Situation

OWN = ("jupyter_server.auth.identity.",)
"""Identity providers that come with the server: without token and password they let everybody in."""


def look(situation: Situation) -> Observation:
    """Look at token, password, identity provider, and at pages that need none of them."""
    seen = servers(situation)
    code = list(findings(situation, "INFRA-01"))
    if not seen and not code:
        return absent(situation)
    marks = [found for server in seen for found in _judge(server, hub=situation.machine.hub)]
    places = " and ".join(sorted({server.seen_in for server in seen}))
    return observe([*marks, *code], good=f"Signing in is asked for; seen in {places}.", subject="server")


def _judge(server: Server, *, hub: bool) -> Iterator[Mark]:
    foreign = bool(server.provider) and not server.provider.startswith(OWN)
    if not (server.token or server.password or foreign or hub):
        yield _mark(Outcome.FAIL, "there is neither token nor password", "IdentityProvider.token")
        return
    how = "a password" if server.password else "a token" if server.token else server.provider or "JupyterHub"
    yield _mark(Outcome.PASS, f"{how} is asked for", "IdentityProvider.token")
    if server.weak:
        yield _mark(Outcome.ATTENTION, "the token was set by hand and is short", "IdentityProvider.token")
    if server.traits.get("ServerApp.allow_unauthenticated_access") and not server.private:
        says = "pages that do not ask for signing in are served to the network"
        yield _mark(Outcome.ATTENTION, says, "ServerApp.allow_unauthenticated_access")


def _mark(outcome: Outcome, says: str, trait: str) -> Mark:
    return mark(outcome, says, kind="setting", ref=trait)


PROBES = (
    Probe(
        id="server.auth",
        title="Whether the server asks who is there",
        look=look,
        needs=frozenset({"server", "scan"}),
    ),
)

"""The Jupyter server as it can best be seen: its own settings, else its runtime file."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mlsec_nb.checklist.declared import text
from mlsec_nb.checklist.machine.runtime import RunningServer
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import not_looked
from mlsec_nb.checklist.situation import ServerFacts, Situation

LOCAL, NETWORK, PUBLIC, EVERY, SOCKET = "local", "network", "public", "every", "socket"
ABSENT = (
    "No running Jupyter server shows its settings here: look from the panel, or with %mlsec in a notebook."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """What is known of a server; ``None`` is not known.

    Attributes
    ----------
    seen_in
        Where that was seen, as the end of a sentence.
    reach
        From where it can be reached: ``local``, ``network``, ``public``, ``every`` address or ``socket``.
    token, password
        Whether they are set; ``weak`` a token that was set by hand and is short.
    provider
        Class of the identity provider.
    tls
        Whether it speaks TLS itself.
    traits
        All settings; none when only the runtime file was seen.
    """

    seen_in: str
    reach: str
    token: bool
    password: bool
    weak: bool = False
    provider: str = ""
    tls: bool = False
    traits: Mapping[str, Any] = field(default_factory=dict)

    @property
    def exact(self) -> bool:
        """Whether its settings are known."""
        return bool(self.traits)

    @property
    def private(self) -> bool:
        """Whether only this machine can reach it."""
        return self.reach in (LOCAL, SOCKET)


def servers(situation: Situation) -> tuple[Server, ...]:
    """The server that looks, else the one the kernel belongs to, else those that serve the folder."""
    if situation.server is not None:
        return (_of_facts(situation.server),)
    running = situation.machine.runtime.servers if situation.machine.runtime else ()
    parent = situation.machine.environ.get("JPY_PARENT_PID", "")
    own = [server for server in running if str(server.pid) == parent]
    return tuple(map(_of_runtime, own or [s for s in running if _serves(s, situation.folder)]))


def absent(situation: Situation) -> Observation:
    """The answer where no server is seen."""
    front_end = situation.kernel.front_end if situation.kernel else ""
    if front_end in ("vscode", "colab"):
        name = {"vscode": "VS Code", "colab": "Colab"}[front_end]
        return Observation(
            outcome=Outcome.NOT_APPLICABLE,
            summary=f"{name} runs this kernel, not a Jupyter server of one's own.",
        )
    return not_looked(ABSENT)


def proxied(situation: Situation) -> str:
    """The proxy or hub that stands in front of the server, as far as that is declared."""
    if situation.machine.hub:
        return "JupyterHub"
    return text(situation, "proxy")


def reach(address: str) -> str:
    """From where an address can be reached."""
    if address in ("", "*", "0.0.0.0", "::"):  # noqa: S104 - the addresses that are looked for
        return EVERY
    if address == "localhost":
        return LOCAL
    try:
        parsed = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return NETWORK
    if parsed.is_loopback:
        return LOCAL
    return NETWORK if parsed.is_private or parsed.is_link_local else PUBLIC


def _of_facts(facts: ServerFacts) -> Server:
    traits = facts.traits
    socket = traits.get("ServerApp.sock")
    return Server(
        seen_in="the server's settings",
        reach=SOCKET if socket else reach(str(traits.get("ServerApp.ip", ""))),
        token=bool(traits.get("IdentityProvider.token")),
        weak=bool(traits.get("IdentityProvider.token_weak")),
        password=bool(traits.get("PasswordIdentityProvider.hashed_password")),
        provider=str(traits.get("ServerApp.identity_provider_class", "")),
        tls=bool(traits.get("ServerApp.certfile")),
        traits=traits,
    )


def _of_runtime(server: RunningServer) -> Server:
    return Server(
        seen_in="the runtime file of the server",
        reach=SOCKET if server.socket else reach(server.host),
        token=server.token,
        password=server.password,
        tls=server.secure,
    )


def _serves(server: RunningServer, folder: Path) -> bool:
    try:
        return bool(server.root) and folder.resolve().is_relative_to(Path(server.root).resolve())
    except (OSError, ValueError):
        return False

"""Facts of servers and kernels for tests: those of a well-kept one, but for what the test names."""

from __future__ import annotations

from typing import Any

from mlsec_nb.checklist.situation import KernelFacts, ServerFacts
from tests.checklist.situations import NOW

GOOD_TRAITS = {
    "ServerApp.ip": "localhost",
    "ServerApp.sock": "",
    "ServerApp.sock_mode": "0600",
    "ServerApp.certfile": "",
    "ServerApp.allow_origin": "",
    "ServerApp.allow_origin_pat": "",
    "ServerApp.allow_credentials": False,
    "ServerApp.allow_root": False,
    "ServerApp.allow_unauthenticated_access": True,
    "ServerApp.disable_check_xsrf": False,
    "ServerApp.nbconvert_csp_sandbox": True,
    "ServerApp.trust_xheaders": False,
    "ServerApp.identity_provider_class": "jupyter_server.auth.identity.PasswordIdentityProvider",
    "ServerApp.authorizer_class": "jupyter_server.auth.authorizer.AllowAllAuthorizer",
    "ServerApp.logging_config": [],
    "IdentityProvider.token": True,
    "IdentityProvider.token_weak": False,
    "PasswordIdentityProvider.hashed_password": False,
    "EventLogger.handlers": ["logging.FileHandler"],
    "MappingKernelManager.cull_idle_timeout": 3600,
    "headers": {},
}
GOOD_CONNECTION = {
    "transport": "tcp",
    "ip": "127.0.0.1",
    "signed": True,
    "encrypted": True,
    "mode": "0600",
    "readable": "",
}


def server(traits: dict[str, Any] | None = None, **more: Any) -> ServerFacts:
    return ServerFacts(**{"at": NOW, "traits": {**GOOD_TRAITS, **(traits or {})}, **more})


def kernel(connection: dict[str, Any] | None = None, **more: Any) -> KernelFacts:
    return KernelFacts(
        **{"at": NOW, "front_end": "jupyter", "connection": {**GOOD_CONNECTION, **(connection or {})}, **more}
    )

"""What a running Jupyter server says of itself for the checklist: settings in force, never a secret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlsec_nb.checklist.machine import Environment
from mlsec_nb.checklist.machine.connection import connection_facts
from mlsec_nb.checklist.situation import ServerFacts
from mlsec_nb.clock import now
from mlsec_nb.frontends.server.certificate import read_certificate

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

PLAIN = (
    *("ip", "port", "sock", "sock_mode", "certfile", "client_ca", "base_url", "root_dir"),
    *("allow_origin", "allow_origin_pat", "allow_credentials", "allow_remote_access", "allow_root"),
    *("allow_unauthenticated_access", "disable_check_xsrf", "nbconvert_csp_sandbox", "trust_xheaders"),
    *("terminals_enabled", "shutdown_no_activity_timeout", "allow_external_kernels"),
)
"""Settings of the server that hold no secret."""

CULLING = ("cull_idle_timeout", "cull_interval", "cull_connected", "cull_busy")
_ENVIRONMENT = Environment.running()
"""What is installed beside the server: read once, as the server has imported it once."""

SHORT_TOKEN = 20
"""A generated token has 48 digits; a shorter one that was set by hand can be guessed sooner."""


def server_facts(app: ServerApp) -> ServerFacts:
    """Ask the running server."""
    return ServerFacts(
        at=now(),
        traits={
            **_settings(app),
            **_identity(app),
            **_certificate(app),
            **_records(app),
            **_kernel_settings(app),
        },
        versions=dict(_ENVIRONMENT.versions),
        extensions={str(name): bool(enabled) for name, enabled in app.jpserver_extensions.items()},
        kernelspecs=dict(_kernelspecs(app)),
        kernels=tuple(_kernels(app)),
    )


def _settings(app: ServerApp) -> dict[str, Any]:
    found = {f"ServerApp.{name}": getattr(app, name, None) for name in PLAIN}
    headers = app.web_app.settings.get("headers") or {}
    found["headers"] = {str(name): str(value) for name, value in headers.items()}
    return found


def _identity(app: ServerApp) -> dict[str, Any]:
    provider = app.identity_provider
    token, generated = str(getattr(provider, "token", "")), bool(getattr(provider, "token_generated", False))
    return {
        "IdentityProvider.token": bool(token),
        "IdentityProvider.token_weak": bool(token) and not generated and len(token) < SHORT_TOKEN,
        "PasswordIdentityProvider.hashed_password": bool(getattr(provider, "hashed_password", "")),
        "ServerApp.identity_provider_class": _name(provider),
        "ServerApp.authorizer_class": _name(app.authorizer),
    }


def _certificate(app: ServerApp) -> dict[str, Any]:
    found = read_certificate(Path(app.certfile)) if app.certfile else None
    if found is None:
        return {}
    return {"certificate.ends": found.ends.isoformat(), "certificate.self_signed": found.self_signed}


def _records(app: ServerApp) -> dict[str, Any]:
    """Where the server writes what happens: handlers of events, files of its log."""
    events = [_name(handler) for handler in getattr(app.event_logger, "handlers", None) or ()]
    handlers = (getattr(app, "logging_config", None) or {}).get("handlers", {})
    files = [name for name, handler in handlers.items() if "filename" in handler or "address" in handler]
    return {"EventLogger.handlers": events, "ServerApp.logging_config": files}


def _kernel_settings(app: ServerApp) -> dict[str, Any]:
    manager = app.kernel_manager
    found = {f"MappingKernelManager.{name}": getattr(manager, name, None) for name in CULLING}
    found["MappingKernelManager.transport_encryption"] = getattr(manager, "transport_encryption", None)
    return found


def _kernelspecs(app: ServerApp) -> Iterator[tuple[str, Mapping[str, Any]]]:
    specs = app.kernel_spec_manager.get_all_specs() if app.kernel_spec_manager else {}
    for name, spec in specs.items():
        said = spec.get("spec", {})
        yield name, {"argv": [str(word) for word in said.get("argv", [])], "language": said.get("language")}


def _kernels(app: ServerApp) -> Iterator[Mapping[str, Any]]:
    manager = app.kernel_manager
    for kernel_id in manager.list_kernel_ids():
        kernel = manager.get_kernel(kernel_id)
        info = kernel.get_connection_info()
        yield {
            **connection_facts(info, kernel.connection_file),
            "id": kernel_id,
            "kernel": kernel.kernel_name,
        }


def _name(thing: object) -> str:
    return f"{type(thing).__module__}.{type(thing).__qualname__}"

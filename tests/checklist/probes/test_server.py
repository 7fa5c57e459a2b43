"""The probes of the Jupyter server: from its settings, from its runtime file, from nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlsec_nb.core.finding import Severity
from tests.checklist.facts import kernel, server
from tests.checklist.machines import write
from tests.checklist.probes.look import ATTENTION, FAIL, NOT_APPLICABLE, PASS, UNKNOWN, look
from tests.factories import finding, result, target

EVERY = {"ServerApp.ip": ""}
HUB = {"environ": {"JUPYTERHUB_SERVICE_PREFIX": "/user/ada/"}}
HTTPS_HUB = {"environ": {**HUB["environ"], "JUPYTERHUB_PUBLIC_URL": "https://hub.example/user/ada/"}}
PROXY = {"settings": {"project": {"proxy": "https://lab.example"}}}
DOCKER = {"files": {".dockerenv": ""}}
NO_AUTH = {"IdentityProvider.token": False}
POLICY = "Content-Security-Policy"


def tls(ends: str, *, self_signed: bool = False) -> dict:
    """A server on every address with a certificate."""
    facts = {"certificate.ends": f"{ends}T00:00:00+00:00", "certificate.self_signed": self_signed}
    return {**EVERY, "ServerApp.certfile": "c.pem", **facts}


@pytest.mark.parametrize(
    ("probe", "traits", "more", "outcome"),
    [
        ("server.auth", {}, {}, PASS),
        ("server.auth", NO_AUTH, {}, FAIL),
        ("server.auth", {**NO_AUTH, "PasswordIdentityProvider.hashed_password": True}, {}, PASS),
        ("server.auth", {**NO_AUTH, "ServerApp.identity_provider_class": "corp.SingleSignOn"}, {}, PASS),
        ("server.auth", NO_AUTH, {"machine": HUB}, PASS),
        ("server.auth", {"IdentityProvider.token_weak": True}, {}, ATTENTION),
        ("server.auth", EVERY, {}, ATTENTION),
        ("server.auth", {**EVERY, "ServerApp.allow_unauthenticated_access": False}, {}, PASS),
        ("server.bind_address", {}, {}, PASS),
        ("server.bind_address", {"ServerApp.ip": "127.0.0.1"}, {}, PASS),
        ("server.bind_address", {"ServerApp.ip": "::1"}, {}, PASS),
        ("server.bind_address", EVERY, {}, FAIL),
        ("server.bind_address", {"ServerApp.ip": "0.0.0.0"}, {}, FAIL),
        ("server.bind_address", {"ServerApp.ip": "192.168.1.4"}, {}, FAIL),
        ("server.bind_address", {"ServerApp.ip": "lab.example"}, {}, FAIL),
        ("server.bind_address", EVERY, {"machine": DOCKER}, ATTENTION),
        ("server.bind_address", EVERY, {"machine": HUB}, PASS),
        ("server.bind_address", EVERY, PROXY, PASS),
        ("server.bind_address", {"ServerApp.sock": "/run/j.sock"}, {}, PASS),
        ("server.bind_address", {"ServerApp.sock": "/j", "ServerApp.sock_mode": "0660"}, {}, ATTENTION),
        ("server.bind_address", {"ServerApp.sock": "/j", "ServerApp.sock_mode": "0666"}, {}, FAIL),
        ("server.browser_protection", {}, {}, PASS),
        ("server.browser_protection", {"ServerApp.allow_origin": "*"}, {}, FAIL),
        ("server.browser_protection", {"ServerApp.allow_origin": "https://lab.example"}, {}, PASS),
        ("server.browser_protection", {"ServerApp.allow_origin_pat": r"https://lab\.example"}, {}, PASS),
        ("server.browser_protection", {"ServerApp.allow_origin_pat": r"https://.*\.example"}, {}, ATTENTION),
        ("server.browser_protection", {"ServerApp.disable_check_xsrf": True}, {}, FAIL),
        ("server.browser_protection", {"ServerApp.nbconvert_csp_sandbox": False}, {}, FAIL),
        ("server.browser_protection", {"ServerApp.trust_xheaders": True}, {}, ATTENTION),
        ("server.browser_protection", {"ServerApp.trust_xheaders": True}, {"machine": HUB}, PASS),
        ("server.browser_protection", {"headers": {POLICY: "frame-ancestors *"}}, {}, FAIL),
        ("server.browser_protection", {"headers": {POLICY: "default-src 'self'"}}, {}, FAIL),
        ("server.browser_protection", {"headers": {POLICY: "frame-ancestors *.a.example"}}, {}, ATTENTION),
        ("server.browser_protection", {"headers": {POLICY: "frame-ancestors 'self'"}}, {}, PASS),
        ("server.tls", {}, {}, PASS),
        ("server.tls", EVERY, {}, FAIL),
        ("server.tls", EVERY, {"machine": HUB}, ATTENTION),
        ("server.tls", EVERY, {"machine": HTTPS_HUB}, PASS),
        ("server.tls", EVERY, PROXY, PASS),
        ("server.tls", tls("2028-01-01"), {}, PASS),
        ("server.tls", tls("2026-12-01"), {}, ATTENTION),
        ("server.tls", tls("2026-11-01"), {}, FAIL),
        ("server.tls", tls("2028-01-01", self_signed=True), {}, ATTENTION),
    ],
)  # fmt: skip
def test_settings_of_the_server(tmp_path: Path, probe, traits, more, outcome) -> None:
    seen = look(probe, tmp_path, server=server(traits), **more)
    assert seen.outcome is outcome, seen.summary


ALL = ("server.auth", "server.bind_address", "server.browser_protection", "server.tls")


@pytest.mark.parametrize("probe", ALL)
def test_without_a_server_nothing_is_claimed(tmp_path: Path, probe: str) -> None:
    seen = look(probe, tmp_path)
    assert seen.outcome is UNKNOWN
    assert "%mlsec" in seen.why


@pytest.mark.parametrize("probe", ALL)
def test_front_ends_that_bring_their_own_need_no_server(tmp_path: Path, probe: str) -> None:
    assert look(probe, tmp_path, kernel=kernel(front_end="vscode")).outcome is NOT_APPLICABLE


def running(base: Path, **said) -> dict:
    """A machine with a server that serves the project."""
    file = {"pid": 7, "hostname": "localhost", "token": "t", "password": False, "root_dir": str(base), **said}
    write(base / "home/.local/share/jupyter/runtime/jpserver-7.json", json.dumps(file), mode=0o600)
    return {"files": {"proc/7/status": ""}}


@pytest.mark.parametrize(
    ("said", "outcomes"),
    [
        ({}, (PASS, PASS, UNKNOWN, PASS)),
        ({"token": ""}, (FAIL, PASS, UNKNOWN, PASS)),
        ({"hostname": "0.0.0.0"}, (PASS, FAIL, UNKNOWN, FAIL)),
        ({"hostname": "10.0.0.2", "secure": True}, (PASS, FAIL, UNKNOWN, PASS)),
    ],
)
def test_runtime_file_says_what_it_can(tmp_path: Path, said, outcomes) -> None:
    own = running(tmp_path, **said)
    assert tuple(look(probe, tmp_path, machine=own).outcome for probe in ALL) == outcomes


def test_server_of_another_folder_is_not_asked(tmp_path: Path) -> None:
    own = running(tmp_path, root_dir="/elsewhere", token="")
    assert look("server.auth", tmp_path, machine=own).outcome is UNKNOWN


def test_kernel_knows_which_server_is_its_own(tmp_path: Path) -> None:
    own = {**running(tmp_path, root_dir="/elsewhere", token=""), "environ": {"JPY_PARENT_PID": "7"}}
    assert look("server.auth", tmp_path, machine=own).outcome is FAIL


@pytest.mark.parametrize(
    ("probe", "control"), [("server.auth", "INFRA-01"), ("server.bind_address", "INFRA-02")]
)
def test_code_that_opens_the_server_fails(tmp_path: Path, probe, control) -> None:
    found = finding(rule="MLS281", name="jupyter-exposed", severity="high", controls=(control,))
    assert found.severity is Severity.HIGH
    seen = look(probe, tmp_path, server=server(), scan=lambda: result(target(found)))
    assert seen.outcome is FAIL
    assert seen.evidence[0].kind == "finding"

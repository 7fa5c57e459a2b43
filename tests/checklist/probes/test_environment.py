"""The probes of the place where a notebook runs: rights, limits, logs, isolation, age, start-up."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from mlsec_nb.checklist import calendar
from tests.checklist.facts import kernel, server
from tests.checklist.machines import DOCKER, EVERYTHING, machine, write
from tests.checklist.probes.look import ATTENTION, FAIL, NOT_APPLICABLE, PASS, UNKNOWN, look
from tests.checklist.situations import NOW
from tests.notebooks import content

CONTAINER = {".dockerenv": ""}
TWO_PEOPLE = {
    "etc/passwd": "ada:x:1000:1000::/home/ada:/bin/bash\nbob:x:1001:1001::/home/bob:/bin/bash\n",
}
MEMORY = {"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "4294967296\n"}


@pytest.mark.parametrize(
    ("machine", "outcome"),
    [
        ({}, PASS),
        ({"files": CONTAINER}, PASS),
        ({"user": 0}, FAIL),
        ({"user": 0, "caps": DOCKER, "files": CONTAINER}, ATTENTION),
        ({"user": 0, "caps": EVERYTHING, "files": CONTAINER}, FAIL),
        ({"user": 0, "files": {"proc/self/uid_map": "0 1000 1\n"}}, ATTENTION),
        ({"groups": "1000 27"}, ATTENTION),
        ({"caps": 1 << 21}, FAIL),
        ({"environ": {"GRANT_SUDO": "yes"}}, ATTENTION),
        ({"files": {**CONTAINER, "var/run/docker.sock": ""}}, FAIL),
        (
            {
                "files": {
                    "proc/self/mountinfo": "1 2 8:0 / /host rw - ext4 a b\n",
                    "host/etc/passwd": "",
                }
            },
            FAIL,
        ),
    ],
)
def test_rights(tmp_path: Path, machine, outcome) -> None:
    seen = look("env.privileges", tmp_path, machine=machine)
    assert seen.outcome is outcome, seen.summary


@pytest.mark.parametrize(
    ("machine", "traits", "outcome"),
    [
        ({}, {}, NOT_APPLICABLE),
        ({"files": MEMORY}, {}, PASS),
        ({"files": MEMORY}, {"MappingKernelManager.cull_idle_timeout": 0}, ATTENTION),
        ({"files": TWO_PEOPLE}, {}, ATTENTION),
        ({"files": TWO_PEOPLE}, {"MappingKernelManager.cull_idle_timeout": 0}, FAIL),
        ({"files": CONTAINER}, {"MappingKernelManager.cull_idle_timeout": 0}, ATTENTION),
        ({}, {"MappingKernelManager.cull_idle_timeout": 0, "ServerApp.ip": ""}, ATTENTION),
    ],
)
def test_limits(tmp_path: Path, machine, traits, outcome) -> None:
    assert look("env.resource_limits", tmp_path, machine=machine, server=server(traits)).outcome is outcome


def test_limits_that_cannot_be_seen(tmp_path: Path) -> None:
    shared = {"files": TWO_PEOPLE}
    assert look("env.resource_limits", tmp_path, machine=shared, kernel=kernel()).outcome is UNKNOWN


SILENT = {"EventLogger.handlers": []}


@pytest.mark.parametrize(
    ("machine", "traits", "outcome"),
    [
        ({}, {}, PASS),
        ({}, {**SILENT, "ServerApp.logging_config": ["file"]}, PASS),
        ({}, SILENT, ATTENTION),
        ({"files": TWO_PEOPLE}, SILENT, FAIL),
        ({}, {**SILENT, "ServerApp.ip": ""}, FAIL),
        ({"environ": {"JUPYTERHUB_USER": "ada"}}, SILENT, PASS),
    ],
)
def test_logs(tmp_path: Path, machine, traits, outcome) -> None:
    assert look("server.logging", tmp_path, machine=machine, server=server(traits)).outcome is outcome


def test_logs_without_a_server(tmp_path: Path) -> None:
    assert look("server.logging", tmp_path).outcome is UNKNOWN


def system(name: str, version: str) -> dict:
    return {"files": {"etc/os-release": f"ID={name}\nVERSION_ID={version}\nPRETTY_NAME={name} {version}\n"}}


@pytest.mark.parametrize(
    ("machine", "outcome"),
    [
        ({}, PASS),
        ({"python": (3, 9, 2)}, FAIL),
        ({"python": (3, 7, 1)}, FAIL),
        ({"python": (3, 16, 0)}, PASS),
        (system("debian", "11"), FAIL),
        (system("fedora", "43"), ATTENTION),
        (system("arch", ""), PASS),
        (system("rocky", "9.4"), PASS),
        (system("plan9", "4"), ATTENTION),
        ({"packages": {"jupyter_server": "2.21.1", "jupyterlab": "4.6.6"}}, PASS),
        ({"packages": {"jupyter_server": "2.19.0"}}, FAIL),
        ({"packages": {"jupyterlab": "4.5.10"}}, PASS),
        ({"packages": {"jupyterlab": "4.5.9"}}, FAIL),
        ({"packages": {"jupyterlab": "4.6.2rc1"}}, FAIL),
    ],
)
def test_age_of_the_platform(tmp_path: Path, machine, outcome) -> None:
    seen = look("env.platform_support", tmp_path, machine=machine)
    assert seen.outcome is outcome, seen.summary


def test_age_of_the_server_counts_as_well(tmp_path: Path) -> None:
    seen = look("env.platform_support", tmp_path, server=server(versions={"jupyter-server": "2.10.0"}))
    assert seen.outcome is FAIL
    assert "the server" in seen.summary


def test_old_calendar_says_so(tmp_path: Path) -> None:
    later = NOW + timedelta(days=200)
    seen = look("env.platform_support", tmp_path, now=later)
    assert seen.outcome is ATTENTION
    assert str(calendar.AS_OF) in seen.summary


def test_calendar_is_in_order() -> None:
    ends = list(calendar.PYTHON.items())
    assert ends == sorted(ends)
    assert all(lines[-1][0] == "" for lines in calendar.SAFE.values())


@pytest.mark.parametrize(
    ("machine", "source", "outcome"),
    [
        ({}, "x = 1", PASS),
        ({"environ": {"AWS_PROFILE": "prod-admin"}}, "x = 1", FAIL),
        ({"environ": {"AWS_PROFILE": "products"}}, "x = 1", PASS),
        ({}, "db = 'postgresql://reader@db.prod.corp.example/x'", FAIL),
        ({}, "df = pd.read_csv('s3://acme-production/rows.csv')", FAIL),
        ({}, "# https://docs.example/production/setup", PASS),
        ({}, "url = 'https://shop.example/products'", PASS),
    ],
)
def test_isolation(tmp_path: Path, machine, source, outcome) -> None:
    write(tmp_path / "project/a.ipynb", content(source).decode())
    assert look("env.isolation", tmp_path, machine=machine).outcome is outcome


def test_isolation_from_declared_hosts(tmp_path: Path) -> None:
    write(tmp_path / "project/a.ipynb", content("connect('ledger.corp.example')").decode())
    seen = look("env.isolation", tmp_path, params={"hosts": ["ledger.corp.example"]})
    assert seen.outcome is FAIL


@pytest.mark.parametrize(("files", "outcome"), [({}, ATTENTION), (TWO_PEOPLE, FAIL), (CONTAINER, PASS)])
def test_interpreter_of_the_system(tmp_path: Path, files, outcome) -> None:
    made = machine(tmp_path, files=files)
    (tmp_path / "venv/pyvenv.cfg").unlink()
    assert look("env.isolation", tmp_path, machine=made).outcome is outcome


@pytest.mark.parametrize(
    ("path", "mode", "outcome"),
    [
        (None, 0, PASS),
        (".aws/credentials", 0o600, ATTENTION),
        (".aws/credentials", 0o640, FAIL),
        (".npmrc", 0o644, ATTENTION),
        (".vault-token", 0o600, PASS),
    ],
)
def test_credentials(tmp_path: Path, path, mode, outcome) -> None:
    for folder in tmp_path.parents:
        if not folder.stat().st_mode & 0o001:
            tmp_path.parent.chmod(0o755)
    if path:
        write(tmp_path / "home" / path, "never read", mode=mode)
    seen = look("env.credential_stores", tmp_path)
    closed = any(not folder.stat().st_mode & 0o011 for folder in tmp_path.resolve().parents)
    assert seen.outcome is (ATTENTION if closed and outcome is FAIL else outcome)
    assert "never read" not in repr(seen)


def test_many_secret_variables(tmp_path: Path) -> None:
    environ = {f"SERVICE_{letter}_TOKEN": "x" for letter in "ABCDEF"}
    assert look("env.credential_stores", tmp_path, machine={"environ": environ}).outcome is ATTENTION


def kernelspec(base: Path, *argv: str) -> None:
    write(base / "home/.local/share/jupyter/kernels/mine/kernel.json", json.dumps({"argv": argv}))


def test_startup_list_is_approved_item_by_item(tmp_path: Path) -> None:
    kernelspec(tmp_path, "python", "-m", "ipykernel_launcher")
    facts = server(extensions={"mlsec_nb": True, "off": False}, versions={"mlsec-nb": "1.0"})
    first = look("server.startup_inventory", tmp_path, server=facts)
    assert first.outcome is ATTENTION
    assert "server:mlsec_nb@1.0" in first.fix
    approved = json.loads(first.fix.partition("approved = ")[2])
    params = {"approved": approved}
    assert look("server.startup_inventory", tmp_path, server=facts, params=params).outcome is PASS
    kernelspec(tmp_path, "python", "-m", "other")
    changed = look("server.startup_inventory", tmp_path, server=facts, params=params)
    assert changed.outcome is ATTENTION
    assert "has changed" in changed.summary
    assert changed.digest != first.digest


def test_kernel_that_is_a_shell_fails_even_when_approved(tmp_path: Path) -> None:
    kernelspec(tmp_path, "bash", "-c", "id")
    seen = look("server.startup_inventory", tmp_path)
    assert seen.outcome is FAIL
    approved = [evidence.ref for evidence in seen.evidence]
    assert look("server.startup_inventory", tmp_path, params={"approved": approved}).outcome is FAIL

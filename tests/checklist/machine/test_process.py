"""User, rights and container of a process, read from ``/proc``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checklist.machines import DOCKER, EVERYTHING, machine


def test_ordinary_user_has_nothing(tmp_path: Path) -> None:
    seen = machine(tmp_path).process
    assert (seen.user, seen.container, seen.groups, seen.capabilities) == (1000, "", (), frozenset())


def test_root_of_a_container_has_no_more_than_containers_have(tmp_path: Path) -> None:
    seen = machine(tmp_path, user=0, caps=DOCKER, files={".dockerenv": ""}).process
    assert (seen.user, seen.container) == (0, "docker")
    assert seen.capabilities == {"CAP_DAC_OVERRIDE"}
    assert not seen.privileged


def test_privileged_container_is_told_apart(tmp_path: Path) -> None:
    seen = machine(tmp_path, user=0, caps=EVERYTHING, files={".dockerenv": ""}).process
    assert "CAP_SYS_ADMIN" in seen.privileged


def test_groups_that_lead_to_root(tmp_path: Path) -> None:
    assert machine(tmp_path, groups="1000 27 998").process.groups == ("docker", "sudo")


def test_user_namespace(tmp_path: Path) -> None:
    assert machine(tmp_path, user=0, files={"proc/self/uid_map": "0 1000 1\n"}).process.mapped
    assert not machine(tmp_path, files={"proc/self/uid_map": "0 0 4294967295\n"}).process.mapped


def test_mounted_host_is_noticed(tmp_path: Path) -> None:
    files = {
        "proc/self/mountinfo": "36 35 98:0 / /host rw - ext4 /dev/sda rw\n37 35 98:0 / /data rw - ext4 b\n",
        "host/etc/passwd": "root:x:0:0::/root:/bin/sh\n",
        "data/rows.csv": "1\n",
    }
    assert machine(tmp_path, files=files).process.hosts == ("/host",)


@pytest.mark.parametrize(
    ("environ", "files", "kind"),
    [
        ({"KUBERNETES_SERVICE_HOST": "10.0.0.1"}, {}, "kubernetes"),
        ({}, {"run/.containerenv": ""}, "podman"),
        ({}, {"proc/self/cgroup": "0::/kubepods/burstable/pod1\n"}, "kubernetes"),
        ({"container": "lxc"}, {}, "container"),
    ],
)
def test_kinds_of_container(tmp_path: Path, environ, files, kind) -> None:
    assert machine(tmp_path, environ=environ, files=files).process.container == kind


def test_nothing_readable_is_nothing_known(tmp_path: Path) -> None:
    seen = machine(tmp_path, root=tmp_path / "nowhere").process
    assert seen.capabilities is None
    assert seen.container == ""

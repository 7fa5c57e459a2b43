"""The operating system, and who has an account."""

from __future__ import annotations

from pathlib import Path

from tests.checklist.machines import machine


def test_release(tmp_path: Path) -> None:
    system = machine(tmp_path).system
    assert (system.id, system.version, system.name) == ("debian", "13", "Debian GNU/Linux 13 (trixie)")


def test_several_people_share_a_machine(tmp_path: Path) -> None:
    rows = ["ada:x:1000:1000::/home/ada:/bin/bash", "bob:x:1001:1001::/home/bob:/bin/zsh"]
    service = "svc:x:1002:1002::/:/usr/sbin/nologin"
    assert machine(tmp_path, files={"etc/passwd": "\n".join([*rows, service])}).shared
    assert not machine(tmp_path, files={"etc/passwd": "\n".join([rows[0], service])}).shared
    assert machine(tmp_path, environ={"JUPYTERHUB_USER": "ada"}).shared

"""Settings of package managers; addresses lose what must not be shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlsec_nb.checklist.machine.indexes import shown
from tests.checklist.machines import machine, write


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://user:word" + "@pkgs.example:8443/simple?x=1", "https://pkgs.example:8443"),
        ("/srv/wheels", "a local folder"),
        ("http://[broken", "an address that cannot be read"),
    ],
)
def test_what_is_shown_of_an_address(url: str, address: str) -> None:
    assert shown(url) == address


def test_files_and_variables(tmp_path: Path) -> None:
    write(
        tmp_path / "home/.config/pip/pip.conf",
        "[global]\nextra-index-url = https://b.example\n  http://c.example\n",
    )
    write(tmp_path / "home/.condarc", "channels:\n  - http://old.example/main\nssl_verify: false\n")
    found = machine(tmp_path, environ={"PIP_TRUSTED_HOST": "d.example"}).indexes
    kinds = {(index.kind, index.address, index.plain) for index in found}
    assert kinds == {
        ("extra", "https://b.example", False),
        ("extra", "http://c.example", True),
        ("trusted", "", False),
        ("unverified", "", False),
        ("index", "http://old.example", True),
    }


def test_broken_file_says_nothing(tmp_path: Path) -> None:
    write(tmp_path / "home/.pip/pip.conf", "no section\n")
    assert machine(tmp_path).indexes == ()

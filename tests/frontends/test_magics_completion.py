"""Tab completion of ``%mlsec`` in a real kernel, with and without jedi."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.frontends.kernels import Kernel, running_kernel
from tests.notebooks import content


@pytest.fixture(scope="module", params=[True, False], ids=["jedi", "no-jedi"])
def kernel(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    folder: Path = tmp_path_factory.mktemp("kernel")
    (folder / "train.ipynb").write_bytes(content("import pickle\npickle.load(open('a.pkl', 'rb'))"))
    (folder / "data").mkdir()
    (folder / "data.md").touch()
    with running_kernel(folder) as kernel:
        kernel.run(f"%config Completer.use_jedi = {request.param}", "%load_ext mlsec_nb")
        kernel.run("r = %mlsec scan train.ipynb")
        yield kernel


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("%mlsec sc", ["scan"]),
        ("%mlsec re", ["report"]),
        ("%mlsec scan --min", ["--min-severity"]),
        ("%mlsec scan --min-severity cr", ["critical"]),
        ("%mlsec scan --engines se", ["secrets"]),
        ("%mlsec explain pickle-l", ["pickle-load"]),
        ("%mlsec explain MLS201", ["MLS201"]),
        ("%mlsec scan --select pickle-l", ["pickle-load"]),
        ("%mlsec scan tra", ["train.ipynb"]),
        ("%mlsec scan da", ["data/"]),
        ("%mlsec help exp", ["explain"]),
        ("%mlsec explain MODEL-03", ["MODEL-03"]),
        ("%mlsec checklist inf", ["infrastructure"]),
        ("%mlsec checklist --pro", ["--profile"]),
        ("%mlsec checklist --profile b", ["baseline"]),
        ("%mlsec attest HUMAN-06", ["HUMAN-06"]),
        ("%mlsec waive HUMAN-06 --un", ["--until"]),
        ("%%mlsec --wa", ["--warn"]),
        ("%%mlsec --allow pickle-l", ["pickle-load"]),
    ],
)
def test_candidates(kernel, line, expected):
    assert kernel.complete(line) == expected


def test_every_command_is_offered(kernel):
    assert {"scan", "explain", "rules", "ignore", "report", "help"} <= set(kernel.complete("%mlsec "))


def test_fingerprints_of_the_last_scan(kernel):
    (fingerprint,) = kernel.complete("%mlsec ignore ")
    assert kernel.run(f"r.findings[0].fingerprint == '{fingerprint}'").text == "True"


def test_used_options_are_not_offered_again(kernel):
    assert "--all" not in kernel.complete("%mlsec scan --all --")

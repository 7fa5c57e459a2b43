"""``%mlsec fix`` in a real kernel."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.frontends.kernels import Kernel
from tests.notebooks import content
from tests.secrets_fakes import openai_key

KEY = openai_key()


@pytest.fixture
def kernel(process: Kernel, tmp_path: Path) -> Kernel:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.ipynb").write_bytes(content(f'API_KEY = "{KEY}"'))
    return process.fresh(tmp_path)


def test_proposal_shows_a_diff_without_the_secret(kernel, tmp_path):
    before = (tmp_path / "a.ipynb").read_bytes()
    (bundle,) = kernel.run("%mlsec fix a.ipynb").bundles
    assert '+ API_KEY = os.environ["API_KEY"]' in bundle["text/plain"]
    assert KEY not in str(bundle)
    assert (tmp_path / "a.ipynb").read_bytes() == before


def test_fix_is_written_and_taken_back(kernel, tmp_path, monkeypatch):
    before = (tmp_path / "a.ipynb").read_bytes()
    kernel.run(f"import os; os.environ['MLSEC_UNDO'] = {str(tmp_path / 'undo')!r}")
    assert "Reload the notebook" in kernel.run("%mlsec fix a.ipynb --write").text
    assert KEY not in (tmp_path / "a.ipynb").read_text()
    assert "Restored" in kernel.run("%mlsec fix a.ipynb --undo").text
    assert (tmp_path / "a.ipynb").read_bytes() == before


@pytest.mark.parametrize("line", ["%mlsec fix", "%mlsec fix none.ipynb", "%mlsec fix a.ipynb --undo"])
def test_what_cannot_be_is_one_line_with_a_way_out(kernel, tmp_path, line):
    kernel.run(f"import os; os.environ['MLSEC_UNDO'] = {str(tmp_path / 'none')!r}")
    reply = kernel.run(line)
    assert reply.stderr.startswith("UsageError: ")
    assert reply.stderr.count("\n") == 1

"""Model files that are made to take for ever, to fill the memory, or to lead to other files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mlsec_nb.artifacts.examples import PLAIN
from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner
from tests.hostile.bombs.files import FILES
from tests.hostile.conftest import SCALE, Tried
from tests.hostile.measure import measured

SECONDS = 5
MIB = 1024


@pytest.fixture(scope="module", autouse=True)
def _warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Load what every scan loads, before processes are forked."""
    path = tmp_path_factory.mktemp("warm") / "a.pkl"
    path.write_bytes(PLAIN)
    assert Scanner(Options()).file(str(path)).verdict == "clean"


@pytest.mark.parametrize(("name", "make"), FILES.values(), ids=FILES)
def test_file_costs_little(name: str, make: Callable[[int], bytes], tmp_path: Path, tried: Tried) -> None:
    path = tmp_path / name
    try:
        path.write_bytes(make(SCALE))
    except ModuleNotFoundError as error:
        pytest.skip(f"{error.name} writes such files")
    done = measured(lambda: [skipped.why for skipped in Scanner(Options()).file(str(path)).skipped])
    failed = [why for why in done.answer or () if "failed" in why or why.startswith("the reader of")]
    tried(crashes=bool(done.crashed or failed), hangs=done.seconds > SECONDS)
    assert not done.crashed
    assert failed == []
    assert done.seconds < SECONDS
    assert done.mib < MIB
    assert list(tmp_path.iterdir()) == [path]

"""A kernel for the tests of a file: the same process, emptied and in a folder of its own for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.frontends.kernels import Kernel, running_kernel


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    with running_kernel(tmp_path_factory.mktemp("kernel")) as kernel:
        yield kernel


@pytest.fixture
def kernel(process: Kernel, tmp_path: Path) -> Kernel:
    return process.fresh(tmp_path)

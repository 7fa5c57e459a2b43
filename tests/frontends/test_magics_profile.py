"""``%mlsec profile`` in a real kernel."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.frontends.kernels import Kernel, running_kernel

MAKE = """
import numpy as np
from sklearn.linear_model import LogisticRegression
rows = np.random.default_rng(0).normal(size=(200, 3))
y = (rows[:, 0] > 0).astype(int)
clf = LogisticRegression().fit(rows[:100], y[:100])
X_train, y_train, X_test, y_test = rows[:100], y[:100], rows[100:], y[100:]
"""


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    with running_kernel(tmp_path_factory.mktemp("kernel")) as kernel:
        kernel.run("%load_ext mlsec_nb", MAKE)
        yield kernel


def test_a_model(kernel: Kernel) -> None:
    reply = kernel.run(
        "%mlsec profile clf X_train y_train X_test y_test --questions overfit,digest --budget 30"
    )
    assert "test_score" in reply.bundles[-1]["text/plain"]
    assert "overfit" in reply.bundles[-1]["text/html"]


def test_a_table(kernel: Kernel) -> None:
    reply = kernel.run("%mlsec profile rows --questions digest")
    assert "digest" in reply.bundles[-1]["text/plain"]


def test_labels_in_a_variable_of_their_own_and_completion(kernel: Kernel) -> None:
    kernel.run("table = {'first': [1, 2], 'label': [0, 1]}")
    reply = kernel.run("%mlsec profile rows --target y --questions imbalance")
    assert "classes 2" in reply.bundles[-1]["text/plain"]
    assert kernel.complete("%mlsec profile table --target la") == ["label"]
    assert kernel.complete("%mlsec profile rows --test X_tr") == ["X_train"]
    assert kernel.complete("%mlsec profile rows --questions imb") == ["imbalance"]


@pytest.mark.parametrize(
    ("line", "words"),
    [("%mlsec profile nothing", "no variable 'nothing'"), ("%mlsec profile clf y y y y y", "too many names")],
)
def test_a_wrong_call(kernel: Kernel, line: str, words: str) -> None:
    reply = kernel.run(line)
    assert reply.stderr.startswith("UsageError: ")
    assert words in reply.stderr

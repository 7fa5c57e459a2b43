"""Large outputs that are searched once: the answers are those of a search without memory."""

from __future__ import annotations

import pytest

from mlsec_nb.core.finding import Skipped
from mlsec_nb.notebook.code import parse_notebook
from mlsec_nb.notebook.read import read_dict
from mlsec_nb.secrets.engine import detect
from mlsec_nb.secrets.memory import LARGE, Memory
from tests.notebooks import code, model, stream
from tests.secrets_fakes import openai_key

KEY = openai_key()
LOG = "".join(f"epoch {n} loss {n / 7:.4f} saved /data/part-{n:05d}\n" for n in range(LARGE // 40))
CASES = {
    "quiet": [LOG],
    "key in the middle": [f"{LOG}key {KEY}\n{LOG}"],
    "two alike": [f"{LOG}{KEY}", f"{LOG}{KEY}"],
    "long line": [LOG.replace("\n", " ") + f" password={KEY} "],
    "small beside large": [KEY, f"{LOG}\npassword = 'Tr0ub4dor&3xyz'\n"],
}


def read(*outputs: str, source: str = "train()"):
    return read_dict(model(*(code(source, stream(text), count=1) for text in outputs)), "a.ipynb")


def found(notebook, memory: Memory | None = None) -> list[object]:
    return list(detect(notebook, parse_notebook(notebook), memory=memory))


@pytest.mark.parametrize("outputs", CASES.values(), ids=CASES)
def test_memory_changes_nothing(outputs: list[str]) -> None:
    memory = Memory()
    for source in ("train()", f"key = '{KEY}'\nprint(key)"):  # what other cells say may change
        notebook = read(*outputs, source=source)
        for _ in range(2):
            assert found(notebook, memory) == found(notebook)


def test_large_outputs_are_left_for_the_next_scan_when_time_is_up() -> None:
    notebook = read(*(f"{LOG}{n} {KEY}" for n in range(3)))
    memory = Memory()
    memory.begin(seconds=0)
    assert sum(isinstance(item, Skipped) for item in found(notebook, memory)) == memory.left == 3


def test_search_goes_on_where_the_scan_before_had_to_stop() -> None:
    names = "".join(f"password of user {n}: https://example.org/{n}\n" for n in range(2_000))
    notebook = read(*(f"{names}{n} {KEY}" for n in range(3)))
    memory = Memory()
    left: list[int] = []
    while memory.left or not left:
        memory.begin(seconds=0.01)  # less than one of them takes
        found(notebook, memory)
        left.append(memory.left)
    assert len(left) > 4
    assert left == sorted(left, reverse=True)
    assert found(notebook, memory) == found(notebook)


def test_text_that_breaks_a_rule_costs_that_text_each_time() -> None:
    part = next(part for part in read(LOG).all_parts() if Memory.takes(part))
    memory = Memory()

    def broken():
        yield
        raise RuntimeError

    for _ in range(2):
        with pytest.raises(RuntimeError):
            memory.of(part, broken)

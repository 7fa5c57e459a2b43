"""Values that a kernel shows, and that are not to be saved."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.server.unsaved import MOST_KERNELS, Unsaved
from mlsec_nb.guard.values import MOST
from tests.notebooks import code, model, stream

VALUE = "zq9X-" + "kk3Lm0Wv7TtRb2"
KEPT = {"kernel": "a", "values": {VALUE: "MY_KEY"}}


@pytest.fixture
def saved(jp_fetch, jp_root_dir):
    async def saved(*cells: dict[str, Any]) -> str:
        """The outputs that are in the file after a save."""
        body = json.dumps({"type": "notebook", "content": model(*cells)})
        await jp_fetch("api", "contents", "train.ipynb", method="PUT", body=body)
        content = json.loads((jp_root_dir / "train.ipynb").read_text())
        return json.dumps([cell["outputs"] for cell in content["cells"]])

    return saved


async def test_values_are_masked_in_the_outputs_that_are_saved_only(call, saved, jp_root_dir) -> None:
    assert (await call("guard", "values", **KEPT))[0] == 200
    outputs = await saved(code(f"print('{VALUE}')", stream(f"key {VALUE} {VALUE[::-1]}\n")))
    assert VALUE not in outputs
    assert VALUE[::-1] not in outputs
    assert "[MY_KEY, 19 characters, #" in outputs
    assert VALUE in (jp_root_dir / "train.ipynb").read_text()  # in the source, which is the author's


async def test_values_are_masked_in_every_mode_of_the_save_guard(call, saved, extension) -> None:
    extension.save_guard = "block"
    await call("guard", "values", **KEPT)
    assert VALUE not in await saved(code("print(key)", stream(VALUE)))


async def test_null_forgets_the_values_of_one_kernel(call, saved) -> None:
    other = "Tr0ub4dor-" + "&3-horse"
    await call("guard", "values", **KEPT)
    await call("guard", "values", kernel="b", values={other: "OTHER"})
    await call("guard", "values", kernel="a", values=None)
    outputs = await saved(code("print(keys)", stream(f"{VALUE} {other}")))
    assert VALUE in outputs
    assert other not in outputs


async def test_values_are_never_logged(call, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    await call("guard", "values", **KEPT)
    await call("guard", "values", kernel=1, values={VALUE: "MY_KEY"})
    assert VALUE not in caplog.text


@pytest.mark.parametrize(
    "broken",
    [
        {"values": {}},
        {"kernel": 5, "values": {}},
        {"kernel": "a", "values": [VALUE]},
        {"kernel": "a", "values": {VALUE: 5}},
        {"kernel": "a", "values": {"x" * 10_000: "MY_KEY"}},
        {"kernel": "a" * 1_000, "values": {}},
    ],
)
async def test_what_is_no_list_of_values_is_refused(call, broken: dict[str, Any]) -> None:
    status, answer = await call("guard", "values", **broken)
    assert status == 400
    assert "expected" in answer["message"]
    assert VALUE not in str(answer)


async def test_too_large_a_list_is_refused(call) -> None:
    assert (await call("guard", "values", kernel="a", values={"x" * 1_000_001: "a"}))[0] == 413


def test_a_value_that_spans_lines_is_masked() -> None:
    unsaved = Unsaved()
    unsaved.take({"kernel": "a", "values": {"first line 7x\nsecond line 8y": "PEM"}})
    output = {**stream(""), "text": ["first line 7x\n", "second line 8y\n"]}
    assert "8y" not in str(unsaved.masked(model(code("print(key)", output)))["cells"][0]["outputs"])


def test_memory_is_bounded_and_the_last_values_count() -> None:
    unsaved = Unsaved()
    for number in range(MOST_KERNELS + 5):
        unsaved.take({"kernel": str(number), "values": {f"value-{number}-x9": "A"}})
    for number in range(3):
        unsaved.take({"kernel": "104", "values": {f"{number}-{n}-q8Zz": "B" for n in range(MOST)}})
    shown = " ".join(["value-0-x9", "value-50-x9", f"0-{MOST - 1}-q8Zz", f"2-{MOST - 1}-q8Zz"])
    (cell,) = unsaved.masked(model(code("print(keys)", stream(shown))))["cells"]
    text = cell["outputs"][0]["text"]
    assert "value-0-x9" in text
    assert f"0-{MOST - 1}-q8Zz" in text
    assert "value-50-x9" not in text
    assert f"2-{MOST - 1}-q8Zz" not in text


def test_nothing_is_changed_without_values() -> None:
    content = model(code("print(1)", stream("1\n")))
    assert Unsaved().masked(content) is content
    with pytest.raises(UsageError):
        Unsaved().take([])

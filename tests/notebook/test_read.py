"""Odd files are read right or refused with a reason; nothing escapes."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.errors import UnreadableError
from mlsec_nb.notebook.read import read_bytes, read_dict, read_notebook
from tests.notebooks import code, content, display, model, stream, texts

V3 = {
    "nbformat": 3,
    "metadata": {"name": "old"},
    "worksheets": [
        {
            "cells": [
                {"cell_type": "heading", "level": 1, "source": "Old"},
                {
                    "cell_type": "code",
                    "language": "python",
                    "input": ["import os\n", "os"],
                    "prompt_number": 3,
                    "outputs": [
                        {"output_type": "stream", "stream": "stderr", "text": "careful"},
                        {"output_type": "pyout", "text": ["result"], "html": "<b>result</b>", "png": "aaaa"},
                        {"output_type": "pyerr", "ename": "E", "evalue": "v", "traceback": ["trace v"]},
                    ],
                },
            ]
        }
    ],
}


def read(data: bytes | str, path: str = "test.ipynb"):
    return read_bytes(data.encode() if isinstance(data, str) else data, path)


def test_nbformat_3():
    old = read(json.dumps(V3))
    assert texts(old, "source") == ["Old", "import os\nos"]
    assert texts(old, "output") == ["careful", "result", "<b>result</b>", "result", "trace v"]
    assert old.cells[1].execution_count == 3
    assert old.cells[1].source.pointer == "/worksheets/0/cells/1/input"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_byte_order_mark(codec):
    marked = read(content("x = 'é'").decode().encode(codec))
    assert texts(marked, "source") == ["x = 'é'"]
    assert marked.skipped == ()


def test_bytes_that_are_not_utf8_are_a_gap_and_the_rest_is_read():
    broken = read(content("x = 'caf?'").replace(b"caf?", b"caf\xe9"))
    assert texts(broken, "source") == ["x = 'caf\ufffd'"]
    assert broken.skipped[0].gap
    assert "first at byte" in broken.skipped[0].why


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        (content("x")[:-20].decode(), "ends in the middle"),
        (content("x").decode().replace(' "cells"', '<<<<<<< HEAD\n "cells"'), "merge conflict markers (line"),
        ("[1]", "no list of cells"),
        ('{"cells": 1}', "no list of cells"),
        ("{'a': 1}", "not valid JSON"),
        ("[" * 100_000, "nested too deep"),
        ('{"cells": [], "n": ' + "9" * 5000 + "}", "not valid JSON"),
    ],
)
def test_what_is_no_notebook_is_refused_with_the_reason(data, reason):
    with pytest.raises(UnreadableError) as refused:
        read(data)
    assert reason in str(refused.value)


def test_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.ipynb"
    path.write_bytes(content("x"))
    with pytest.raises(UnreadableError, match="over the limit"):
        read_notebook(path, max_bytes=10)


def test_missing_file(tmp_path):
    with pytest.raises(UnreadableError, match="cannot be opened"):
        read_notebook(tmp_path / "none.ipynb")


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("text", "cell 1"),
        ({"cell_type": "code", "source": 5}, "cell 1 source"),
        ({"cell_type": "code", "source": "", "outputs": {}}, "cell 1 outputs"),
        ({"cell_type": "code", "source": "", "outputs": [1]}, "cell 1 output 1"),
    ],
)
def test_a_bad_cell_costs_that_cell(cell, what):
    notebook = read(json.dumps({"cells": [cell, code("fine")], "metadata": {}, "nbformat": 4}))
    assert "fine" in texts(notebook, "source")
    assert [skipped.what for skipped in notebook.skipped if skipped.gap] == [what]


def test_missing_ids_outputs_and_metadata():
    notebook = read(json.dumps({"cells": [{"cell_type": "code", "source": "x"}]}))
    assert notebook.cells[0].id is None
    assert notebook.language == "python"


def test_empty_cells_keep_the_index():
    notebook = read(content("", "", "", "", "", "x"))
    assert notebook.cells[5].source.cell == 5


def test_deep_json_in_an_output_is_counted_not_fatal():
    deep: object = "x"
    for _ in range(300):
        deep = [deep]
    notebook = read(content(code("f()", display(application_json=deep))))
    assert "1 value nested too deep" in [skipped.what for skipped in notebook.skipped]


def test_a_model_in_memory_reads_like_the_file():
    there = model("x = 1", code("y", stream("out")))
    assert read_dict(there, "live").all_parts() == read(json.dumps(there)).all_parts()


def test_coverage_counts():
    coverage = read(content("abc", code("é", stream("1234"), stream("5")))).coverage
    assert (coverage.cells, coverage.outputs, coverage.surfaces, coverage.bytes) == (2, 2, 4, 10)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    [
        "cell_type",
        "source",
        "outputs",
        "metadata",
        "attachments",
        "output_type",
        "data",
        "text",
        "text/html",
        "tags",
    ]
)
CELLS = st.lists(
    st.dictionaries(FIELDS, JSON | st.dictionaries(FIELDS, JSON, max_size=3), max_size=5), max_size=3
)


@given(CELLS, JSON)
def test_any_shape_is_read_or_refused(cells, metadata):
    data = json.dumps({"cells": cells, "metadata": metadata}).encode()
    assert len(read_bytes(data, "any.ipynb").cells) == len(cells)


@given(st.binary(max_size=200), st.sampled_from(["any.ipynb", "any.py", "-"]))
def test_any_bytes_are_read_or_refused(data, path):
    with suppress(UnreadableError):
        assert read_bytes(data, path).path == path

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.core.finding import Surface
from mlsec_nb.report.region import RawNotebook, Region
from tests.factories import location


def cut(raw: bytes, region: Region) -> str:
    """The text of the raw file inside a region."""
    lines = raw.decode("utf-8-sig").split("\n")[region.start_line - 1 : region.end_line]
    lines[-1] = lines[-1][: region.end_column - 1]
    return "\n".join(lines)[region.start_column - 1 :]


def raw_region(raw, place):
    return RawNotebook(raw, [place]).region(place)


def notebook(source, **dumps) -> bytes:
    return json.dumps({"cells": [{"cell_type": "code", "source": source}]}, **dumps).encode()


def at(line, column=None, end_column=None, **more):
    more = {"pointer": "/cells/0/source", **more}
    return location(line=line, column=column, end_column=end_column, **more)


@pytest.mark.parametrize("source", ["a\n\tb = 'é😀' # x\nc", ["a\n", "\tb = 'é😀' # x\n", "c"]])
@pytest.mark.parametrize("dumps", [{}, {"indent": 1}, {"ensure_ascii": False}])
def test_columns_behind_escapes(source, dumps):
    raw = notebook(source, **dumps)
    start = "\tb = 'é😀' # x".index("#") + 1
    assert cut(raw, raw_region(raw, at(2, start, start + 3))) == "# x"


def test_quotes_and_backslashes_are_longer_in_the_file():
    raw = notebook('x = "\\\\host"\n')
    assert cut(raw, raw_region(raw, at(1, 5, 13))) == r"\"\\\\host\""


def test_a_place_without_columns_is_its_line():
    raw = notebook(["first\n", "second\n", "third"])
    assert cut(raw, raw_region(raw, at(2))) == "second"


def test_line_numbers_are_those_of_the_file():
    raw = notebook(["first\n", "second\n"], indent=1)
    region = raw_region(raw, at(2))
    assert raw.decode().split("\n")[region.start_line - 1].strip() == '"second\\n"'


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_foreign_line_ends_of_a_source_count_once(end):
    raw = notebook(f"a{end}b{end}c = 1")
    assert cut(raw, raw_region(raw, at(3, 1, 2))) == "c"


def test_carriage_returns_of_a_progress_bar_do_not_count():
    raw = json.dumps({"cells": [{"outputs": [{"text": "1%\r2%\nend"}]}]}).encode()
    place = at(2, surface=Surface.OUTPUT, output=0, pointer="/cells/0/outputs/0/text")
    assert cut(raw, raw_region(raw, place)) == "end"


def test_items_of_a_traceback_are_lines():
    raw = json.dumps({"cells": [{"outputs": [{"traceback": ["one", "two\nthree"]}]}]}).encode()
    place = at(3, surface=Surface.OUTPUT, output=0, pointer="/cells/0/outputs/0/traceback")
    assert cut(raw, raw_region(raw, place)) == "three"


def test_a_place_in_metadata_is_the_whole_value():
    raw = json.dumps({"metadata": {"a/b": {"key": "one\ntwo"}}}).encode()
    place = at(2, surface=Surface.METADATA, pointer="/metadata/a~1b/key")
    assert cut(raw, raw_region(raw, place)) == r'"one\ntwo"'


def test_a_place_in_a_json_output_is_the_value_on_that_line():
    raw = json.dumps({"cells": [{"outputs": [{"data": {"application/json": {"k": [1, "v"]}}}]}]}).encode()
    pointer = "/cells/0/outputs/0/data/application~1json/k/1"
    place = at(4, surface=Surface.OUTPUT, mime="application/json", pointer=pointer)
    assert cut(raw, raw_region(raw, place)) == '"v"'


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[" * 100_000, b'{"cells": []}', b'{"cells": [{"source": 1}]}', b'["x"]', b"\xff"]
)
def test_a_file_that_changed_since_gives_no_region_or_a_value(raw):
    region = raw_region(raw, at(5, 7))
    assert region is None or cut(raw, region) == "1"


def test_a_byte_order_mark_is_not_a_column():
    raw = b"\xef\xbb\xbf" + notebook("x")
    assert cut(raw, raw_region(raw, at(1, 1, 2))) == "x"


@given(st.text(st.characters(exclude_characters="\r", codec="utf-8")), st.booleans(), st.data())
def test_any_span_of_any_source_is_found(source, ascii_only, data):
    raw = notebook(source.splitlines(keepends=True) or source, ensure_ascii=ascii_only)
    lines = source.split("\n")
    number = data.draw(st.integers(1, len(lines)))
    start = data.draw(st.integers(1, len(lines[number - 1]) + 1))
    end = data.draw(st.integers(start, len(lines[number - 1]) + 1))
    found = cut(raw, raw_region(raw, at(number, start, end)))
    inside = found.replace('", "', "")  # one line of the notebook may be spread over items of the list
    assert json.loads(f'"{inside}"', strict=False) == lines[number - 1][start - 1 : end - 1]


def test_many_places_take_one_walk():
    raw = json.dumps({"cells": [{"source": f"a{n}\nb{n}"} for n in range(500)]}).encode()
    places = [at(2, pointer=f"/cells/{n}/source", cell=n) for n in range(500)]
    opened = RawNotebook(raw, places)
    assert [cut(raw, opened.region(place)) for place in places] == [f"b{n}" for n in range(500)]

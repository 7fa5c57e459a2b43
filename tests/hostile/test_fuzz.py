"""Notebooks, settings, baselines, requests that chance has made, of words that honest ones are made of."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlsec_nb.checklist.history import HistoryFile
from mlsec_nb.checklist.store import Store
from mlsec_nb.errors import MlsecError
from mlsec_nb.frontends.server.service import Service
from mlsec_nb.options import Options, load_guarding, parse_options
from mlsec_nb.report.interface import render
from mlsec_nb.scan import Scanner
from mlsec_nb.suppression.baseline import read_baseline
from tests.frontends.server.conftest import request
from tests.hostile.conftest import SCALE, Tried
from tests.hostile.payloads import PAYLOADS

EXAMPLES = 25 * SCALE
FORMATS = ("text", "json", "sarif", "markdown", "junit", "html")
ODD = ["", "\0", "\ud800", "\u202e", "\x1b[2J", "a" * 3000, "..", "/", "~", "\n", "%s%n", *PAYLOADS.values()]
KEYS = """
    cells cell_type source outputs metadata id attachments tags execution_count output_type data
    text name ename evalue traceback text/plain text/html application/json image/png image/svg+xml
    worksheets input nbformat widgets kernelspec language_info schema findings results path
    fingerprint rule reason answers measurements control outcome at score plugins_used hashed_secret
    type line_number suppress checklist waiver attestation guard severity salt allow exclude select
    ignore engines baseline manifest max_bytes operation root session notebook pieces format
    min_severity unpickling
""".split()
WORDS = "code markdown raw stream display_data error stdout python MLS201 mlsec-nb/baseline/v1 block".split()
SOURCES = (
    "import pickle\npickle.loads(x)",
    "%%bash\nrm -rf $X",
    "!pip install x",
    "f'{x!r:>{y}}'",
    "x = (\n",
    "password = 'Xk9qPz7Lw2Vn'",
    "if x:\n\ty\n  z",
    "# mlsec: ignore[MLS2] -- x",
    "x?\n??y\n%%time\n",
)
texts = st.one_of(
    st.sampled_from(ODD), st.sampled_from(SOURCES), st.sampled_from(WORDS), st.text(max_size=40)
)
plain = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts)
values = st.recursive(
    plain,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), texts), inner, max_size=5),
    ),
    max_leaves=25,
)
sources = st.one_of(texts, st.lists(texts, max_size=4), values)
outputs = st.one_of(
    values,
    st.fixed_dictionaries(
        {"output_type": st.sampled_from(["stream", "display_data", "error", "execute_result", "x"])},
        optional={
            "text": sources,
            "data": st.dictionaries(st.sampled_from(KEYS), sources, max_size=3),
            "traceback": sources,
            "evalue": sources,
            "metadata": values,
        },
    ),
)
cells = st.one_of(
    values,
    st.fixed_dictionaries(
        {"cell_type": st.sampled_from(["code", "markdown", "raw", "x"]), "source": sources},
        optional={
            "outputs": st.lists(outputs, max_size=3),
            "metadata": values,
            "attachments": values,
            "id": plain,
        },
    ),
)
notebooks = st.fixed_dictionaries(
    {"cells": st.lists(cells, max_size=5)}, optional={"metadata": values, "nbformat": plain, "x": values}
)
fuzz = settings(
    max_examples=EXAMPLES,
    derandomize=SCALE == 1,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def dumped(value: Any) -> bytes:
    return json.dumps(value).encode()


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return Scanner(Options(engines=("secrets", "code", "artifacts", "privacy")))


def test_notebooks(scanner: Scanner, tried: Tried) -> None:
    @fuzz
    @given(notebooks)
    def scanned(model: dict[str, Any]) -> None:
        target = scanner.content(dumped(model), "a.ipynb")
        tried()
        assert [skipped for skipped in target.skipped if "failed" in skipped.why] == []
        result = scanner.result([target])
        for name in FORMATS:
            render(result, name)

    scanned()


def test_notebooks_that_are_cut_or_bent(scanner: Scanner, tried: Tried) -> None:
    @fuzz
    @given(notebooks, st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=3)), min_size=1, max_size=4))
    def scanned(model: dict[str, Any], changes: list[tuple[float, bytes]]) -> None:
        data = dumped(model)
        for place, new in changes:
            at = int(place * len(data))
            data = data[:at] + new + data[at + len(new) :]
        target = scanner.content(data, "a.ipynb")
        tried()
        assert [skipped for skipped in target.skipped if "failed" in skipped.why] == []

    scanned()


def toml(table: Any) -> str:
    """Text that is often TOML: keys of one level, values of JSON."""
    if not isinstance(table, dict):
        return json.dumps(table)
    return "".join(f"{json.dumps(str(key))} = {json.dumps(value)}\n" for key, value in table.items())


def _guarding(path: Path, value: Any) -> None:
    path.with_name("mlsec.toml").write_text(toml({"guard": value}), "utf-8", "replace")
    load_guarding(start=path.parent)


def _baseline(path: Path, value: Any) -> None:
    for content in (value, {"schema": "mlsec-nb/baseline/v1", "findings": [value]}, {"results": value}):
        path.write_bytes(dumped(content))
        with suppress(MlsecError):
            read_baseline(path)


def _state(path: Path, value: Any) -> None:
    path.with_name(".mlsec").mkdir(exist_ok=True)
    content = {"schema": "mlsec-nb/state/v1", "answers": value, "measurements": [value]}
    path.with_name(".mlsec").joinpath("state.json").write_bytes(dumped(content))
    Store(path.parent).state()


def _history(path: Path, value: Any) -> None:
    path.write_bytes(dumped(value) + b"\n{}\n")
    HistoryFile(path).read()


READERS: dict[str, Callable[[Path, Any], object]] = {
    "options": lambda path, value: parse_options(toml(value), path),
    "guarding": _guarding,
    "baseline": _baseline,
    "state": _state,
    "history": _history,
}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_what_lies_beside(reader: Callable[[Path, Any], object], tmp_path: Path, tried: Tried) -> None:
    @fuzz
    @given(values)
    def read(value: Any) -> None:
        tried()
        with suppress(MlsecError):
            reader(tmp_path / "file.json", value)

    read()


OPERATIONS = ("scan", "check", "redact", "export", "fix", "ignore", "artifact", "artifact-ignore", "explain")
HEAD = {"hidden": False, "max_bytes": 10_000_000, "rule": "MLS201", "facts": {}}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_requests(operation: str, tmp_path: Path, tried: Tried) -> None:
    service = Service()
    honest = request("import pickle\npickle.loads(x)", path="a.ipynb", format="json")

    @fuzz
    @given(
        st.dictionaries(
            st.sampled_from([*honest, "path", "format", "fingerprint", "location", "reason"]), values
        )
    )
    def asked(changed: dict[str, Any]) -> None:
        for body in ({**honest, **changed}, changed):
            status, _ = service.answer({"operation": operation, "root": str(tmp_path), **HEAD}, dumped(body))
            tried()
            assert status in (200, 400, 404, 409, 413)

    asked()

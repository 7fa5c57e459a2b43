"""Notebooks that are made to take for ever: lines that patterns dislike, depth, length, number."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner
from tests.notebooks import code, content, stream

SECONDS = 5
UNITS = (
    *(" ", "a", "\t", "a ", "a.", "(", "[", '"', "'a'+", "api_key", "=", "%", "!", "?", "\\", "{{"),
    *("sk-", "http://a", "aws'", "-----BEGIN "),
)
LENGTH = 20_000


@pytest.mark.parametrize("unit", UNITS)
def test_no_line_takes_long(unit: str, tried: Callable[..., None]) -> None:
    line = (unit * (LENGTH // len(unit))) + "!"
    began = time.process_time()
    Scanner(Options(engines=("secrets", "code", "privacy"))).content(
        content(code(line, stream(line))), "a.ipynb"
    )
    tried(2)
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(
    "raw", [b"[" * 200_000, b'{"cells":' * 50_000, b'{"cells":[' + b"{}," * 200_000 + b"{}]}"]
)
def test_depth_and_number_are_a_gap_and_no_crash(raw: bytes, tried: Callable[..., None]) -> None:
    tried()
    target = Scanner(Options()).content(raw, "a.ipynb")
    assert target.incomplete

"""The limits that SECURITY.md states are those of the code."""

from __future__ import annotations

from pathlib import Path

from mlsec_nb import options
from mlsec_nb.notebook import code, pretty, read, surfaces
from mlsec_nb.scan import scanner
from mlsec_nb.secrets import engine

PAGE = Path(__file__).parents[2] / "SECURITY.md"
LIMITS = {
    "bytes of a notebook or script (`max-bytes`)": options.MAX_BYTES,
    "cells": read.MAX_CELLS,
    "outputs": read.MAX_OUTPUTS,
    "entries of MIME bundles": surfaces.MAX_PIECES,
    "characters of code that are parsed, without long literals": code.MAX_CODE,
    "characters of one line of code": code.MAX_LINE,
    "characters of HTML whose tags and entities are resolved": surfaces.MAX_MARKUP,
    "characters of lines that may hold a secret": engine.MAX_LIKELY,
    "secrets reported in one text": engine.MAX_MATCHES,
    "levels of a structured value": pretty.MAX_DEPTH,
    "lines of a structured value": pretty.MAX_ROWS,
    "instructions to ignore something": scanner.MOST_DIRECTIVES,
    "bytes of a configuration file": options.MAX_CONFIG_BYTES,
}


def table() -> str:
    rows = [f"| {what} | {limit:,} |" for what, limit in LIMITS.items()]
    return "\n".join(["| what | at most |", "|:--|--:|", *rows])


def test_page_states_the_limits_of_the_code() -> None:
    assert table() in PAGE.read_text("utf-8")

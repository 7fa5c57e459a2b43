"""Cells that hold what runs: functions, modules, unknown objects, formulas, markup, pickled bytes."""

from __future__ import annotations

import re
import types
from collections import defaultdict
from dataclasses import replace
from typing import Any

import numpy as np

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.answer import Answer, Records
from mlsec_nb.profile.dataset import Dataset, needs_rows
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.kinds import Kind
from mlsec_nb.profile.question import Question
from mlsec_nb.profile.rules.unsafe_cell import RULE
from mlsec_nb.profile.table import Column

CODE = (
    *(types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.CodeType, types.ModuleType),
    *(types.GeneratorType, types.CoroutineType, types.FrameType, types.TracebackType, type),
)
PLAIN_MODULES = {"builtins", "datetime", "decimal", "fractions", "uuid", "numpy", "pandas", "collections"}
"""Types from here are values; the dangerous ones among them are in :data:`CODE`."""

DEPTH = 3
MOST_PARTS = 1_000
MOST_CELLS = 500_000
"""Cells of one column whose text or parts are looked at."""

FORMULA = re.compile(r"\s*[=+@-]\s*(?:[A-Za-z_.]{2,30}\(|[A-Za-z]{1,12}\|)")
MARKUP = re.compile(r"<\s*(?:script|iframe|object|embed|svg|img)\b[^<>]{0,500}|javascript:", re.IGNORECASE)
RUNS = re.compile(r"<\s*(?:script|iframe|object|embed)|javascript:|\son[a-z]{3,20}\s*=", re.IGNORECASE)
PICKLED_TEXT = re.compile(r"gA[JMRUWS][A-Za-z0-9+/]{20}")
PICKLED_BYTES = re.compile(rb"\x80[\x02-\x05](?:\x95.{8}|[c(}\]\x8c])", re.DOTALL)

SEVERITIES = {
    "code": Severity.HIGH,
    "pickle": Severity.HIGH,
    "formula": Severity.MEDIUM,
    "markup": Severity.MEDIUM,
    "object": Severity.LOW,
}
MEANING = {
    "code": "functions, classes or modules",
    "pickle": "pickled bytes",
    "formula": "spreadsheet formulas",
    "markup": "markup that runs where it is shown",
    "object": "objects that only a pickle can store",
}


def measure(data: Dataset) -> Answer:
    """Look at the types of objects, and at how texts begin."""
    found: dict[str, dict[str, list[int]]] = {}
    for column in data.table:
        data.check()
        if column.values.dtype.kind in "OSU":
            kinds = _kinds(column)
            if kinds:
                found[column.name] = {k: data.table.given(np.array(p)).tolist() for k, p in kinds.items()}
    rows = sorted({row for kinds in found.values() for places in kinds.values() for row in places})
    return Answer(
        name="unsafe-objects",
        metrics={"cells": sum(len(places) for kinds in found.values() for places in kinds.values())},
        rows=np.array(rows, dtype=np.int64),
        columns={name: ", ".join(kinds) for name, kinds in found.items()},
        measured={"found": found},
        tables={"columns": _listed(found)},
        n_used=data.table.n_rows,
        n_total=data.table.n_given,
    )


def judge(answer: Answer) -> Answer:
    """One finding for each column and kind."""
    findings = [
        finding(
            RULE,
            answer,
            f"Column {name} holds {MEANING[kind]} in {len(places):,} cells.",
            member=name,
            severity=SEVERITIES[kind],
        )
        for name, kinds in answer.measured["found"].items()
        for kind, places in kinds.items()
    ]
    return replace(answer, findings=tuple(findings))


def _kinds(column: Column) -> dict[str, list[int]]:
    """The rows of each kind of unsafe cell."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    if column.kind in (Kind.CATEGORICAL, Kind.TEXT):  # a value that repeats is looked at once
        unsafe = {code: kind for code, value in enumerate(column.categories) if (kind := _kind(value, DEPTH))}
        rows = np.flatnonzero(np.isin(column.codes, list(unsafe))).tolist() if unsafe else []
        for place in rows:
            found[unsafe[int(column.codes[place])]].append(place)
        return found
    for place, value in enumerate(column.values[:MOST_CELLS]):
        if kind := _kind(value, DEPTH):
            found[kind].append(place)
    return found


def _kind(value: Any, depth: int) -> str:
    """What is unsafe about a value; nothing is called on one of unknown type."""
    own = type(value)
    if own is str:
        return _kind_of_text(value)
    if own is bytes:
        return "pickle" if PICKLED_BYTES.match(value) else ""
    if isinstance(value, CODE):
        return "code"
    if depth and own in (list, tuple, set, frozenset):
        return _first(list(value)[:MOST_PARTS], depth)
    if depth and own is dict:
        return _first([part for pair in list(value.items())[:MOST_PARTS] for part in pair], depth)
    return "" if own.__module__.partition(".")[0] in PLAIN_MODULES else "object"


def _first(parts: list[Any], depth: int) -> str:
    return next((kind for part in parts if (kind := _kind(part, depth - 1))), "")


def _kind_of_text(text: str) -> str:
    if FORMULA.match(text):
        return "formula"
    head = text[:10_000]
    marked = MARKUP.finditer(head) if "<" in head or "avascript:" in head else ()
    if any(RUNS.search(match.group()) for match in marked):
        return "markup"
    return "pickle" if text.startswith("gA") and PICKLED_TEXT.match(text) else ""


def _listed(found: dict[str, dict[str, list[int]]]) -> Records:
    return [
        {"column": name, "holds": MEANING[kind], "cells": len(places), "first row": places[0]}
        for name, kinds in found.items()
        for kind, places in kinds.items()
    ]


QUESTION = Question(
    name="unsafe-objects",
    title="Which cells hold what runs: functions, formulas, markup, pickles?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_rows(1),),
    cost=lambda data: 0.02 + 1.2e-7 * data.table.n_rows * data.table.n_columns,
    method="Types of objects, and patterns of texts; nothing is called or unpickled.",
    limits="Text that is harmful only to a certain program (SQL, shell, a prompt) is not recognised.",
)

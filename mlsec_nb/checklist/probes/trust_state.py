"""Whether stored scripts of other people's notebooks may run in this reader's name."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mlsec_nb.checklist.findings import relative
from mlsec_nb.checklist.marks import Mark, findings, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.checklist.trust import is_trusted

MOST_NOTEBOOKS = 200
MOST_BYTES = 50_000_000
RICH = ("text/html", "image/svg+xml", "application/javascript", "application/vnd.")
ACTIVE = re.compile(
    r"<(?:script|iframe|object|embed|form)\b|\bon(?:error|load|click|mouseover|focus)\s{0,3}=|javascript:",
    re.IGNORECASE,
)
MARKS = ("user.xdg.origin.url", "user.xdg.referrer.url", "com.apple.quarantine")
"""Attributes that browsers leave on what they download."""


def look(situation: Situation) -> Observation:
    """Look at stored outputs, at the signature of the notebook, and at who wrote it."""
    code = list(findings(situation, "HUMAN-04"))
    paths = _notebooks(situation)
    models = {path: model for path in paths if (model := _read(situation, path))}
    if not models and not code:
        return not_looked("There is no notebook here that can be read.")
    rich = {path: model for path, model in models.items() if any(_rich(model))}
    if not rich and not code:
        return Observation(outcome=Outcome.NOT_APPLICABLE, summary="No rich outputs are stored.")
    marks = [_judge(situation, path, model) for path, model in rich.items()]
    return observe(
        [*marks, *code],
        good=f"{len(rich)} notebooks with rich outputs: none lets stored scripts of others run.",
        limits="Whose notebook it is, is guessed from git and from marks of downloads.",
    )


def _judge(situation: Situation, path: str, model: Mapping[str, Any]) -> Mark:
    count = sum(bool(ACTIVE.search(text)) or mime == "application/javascript" for mime, text in _rich(model))
    trusted = is_trusted(model, situation.machine.jupyter_data)
    if not count:
        return mark(Outcome.PASS, f"{path} stores no scripts", kind="file", ref=path)
    stored = f"{path} stores scripts in {count} outputs"
    if trusted is False:
        return mark(Outcome.PASS, f"{stored}, and is not trusted here", kind="file", ref=path)
    if trusted and _foreign(situation, path):
        return mark(Outcome.FAIL, f"{stored}, is of somebody else, and is trusted", kind="file", ref=path)
    how = "is trusted" if trusted else "whether it is trusted cannot be seen"
    return mark(Outcome.ATTENTION, f"{stored}; {how}", kind="file", ref=path)


def _notebooks(situation: Situation) -> tuple[str, ...]:
    if situation.notebook is not None:
        return (relative(situation, str(situation.notebook)),)
    return situation.files.glob("*.ipynb")[:MOST_NOTEBOOKS]


def _read(situation: Situation, path: str) -> Mapping[str, Any] | None:
    place, facts = situation.files.place(path), situation.files.stat(path)
    if place is None or facts is None or facts.st_size > MOST_BYTES:
        return None
    try:
        model = json.loads(place.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    cells = model.get("cells") if isinstance(model, dict) else None
    fits = isinstance(cells, list) and all(isinstance(cell, dict) for cell in cells)
    return model if fits and isinstance(model.get("metadata"), dict) else None


def _rich(model: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """MIME type and text of each stored output that a browser renders."""
    for cell in model["cells"]:
        for output in cell.get("outputs") or ():
            data = output.get("data") if isinstance(output, dict) else None
            for mime, value in data.items() if isinstance(data, dict) else ():
                if mime.startswith(RICH):
                    yield mime, value if isinstance(value, str) else json.dumps(value)


def _foreign(situation: Situation, path: str) -> bool:
    """Whether others wrote the notebook: none of its commits is of this user, or it was downloaded."""
    files = situation.files
    me = (files.git("config", "user.email") or "").strip().lower()
    authors = (files.git("log", "-n", "50", "--format=%aE", "--", path) or "").lower().split()
    if me and authors:
        return me not in authors
    return _downloaded(situation.folder / path)


def _downloaded(path: Path) -> bool:
    if os.name == "nt":
        return Path(f"{path}:Zone.Identifier").exists()
    names = os.listxattr(path) if hasattr(os, "listxattr") else []
    return any(name in names for name in MARKS)


PROBES = (
    Probe(
        id="notebook.trust_state",
        title="Trust in stored scripts",
        look=look,
        needs=frozenset({"notebook", "scan"}),
    ),
)

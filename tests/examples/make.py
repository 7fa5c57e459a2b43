"""Runs the example notebooks and keeps their outputs: ``make examples``."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "example_notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SECONDS = 120
MOST_HTML = 30_000
"""A larger page makes a notebook heavy; its plain twin stays."""

VOLATILE = (
    (re.compile(r"\b(in|findings?,) \d+(\.\d+)? s\b"), r"\1 0.1 s"),
    (re.compile(r"\d+(\.\d+)? (ns|[uµμ]s|ms)\b"), "1 ms"),
    (re.compile(r"\bsince \d\d:\d\d:\d\d\b"), "since 12:00:00"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?( UTC)?"), "2026-01-01 12:00"),
)
"""What differs between two runs, and what is kept in its place."""


def executed(path: Path) -> nbformat.NotebookNode:
    """A notebook after a run in a fresh kernel, which sees this tree and folders of its own.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        When a cell fails that is not tagged ``raises-exception``.
    """
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as scratch:
        client = NotebookClient(
            notebook,
            timeout=SECONDS,
            kernel_name="python3",
            coalesce_streams=True,  # how a stream is cut depends on the machine
            resources={"metadata": {"path": str(path.parent)}},
        )
        client.execute(env=_environment(Path(scratch)))
        for cell in notebook.cells:
            cell.metadata.pop("execution", None)
            if cell.cell_type == "code":
                cell.outputs = [_kept(output, scratch) for output in cell.outputs]
    notebook.metadata.language_info = {"name": "python"}
    return notebook


def _environment(scratch: Path) -> dict[str, str]:
    """The temporary folders of the kernel are in ``scratch``, and so is what it remembers."""
    paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    (scratch / "made").mkdir()
    folders = {
        "TMPDIR": scratch / "made",
        "XDG_CACHE_HOME": scratch / "cache",
        "XDG_STATE_HOME": scratch / "state",
    }
    named = {name: str(folder) for name, folder in folders.items()}
    return {**os.environ, **named, "PYTHONPATH": paths, "PATH": programs, "COLUMNS": "100", "NO_COLOR": "1"}


def _kept(output: nbformat.NotebookNode, scratch: str) -> nbformat.NotebookNode:
    """An output without what differs from run to run."""
    if len(output.get("data", {}).get("text/html", "")) > MOST_HTML:
        del output.data["text/html"]
    return nbformat.from_dict(_settled(output, scratch))


def _settled(value: Any, scratch: str) -> Any:
    if isinstance(value, dict):
        return {name: _settled(held, scratch) for name, held in value.items()}
    if isinstance(value, list):
        return [_settled(held, scratch) for held in value]
    if not isinstance(value, str) or len(value) > 10 * MOST_HTML:
        return value
    text = re.sub(re.escape(scratch) + r"/made/tmp\w+", "/tmp/example", value)
    for pattern, kept in VOLATILE:
        text = pattern.sub(kept, text)
    return text


def main() -> None:
    chosen = [path for path in NOTEBOOKS if not sys.argv[1:] or path.stem in sys.argv[1:]]
    for path in chosen:
        nbformat.write(executed(path), path)


if __name__ == "__main__":
    main()

"""Small makers of notebooks in the JSON of nbformat: ``notebook("x = 1", markdown("# Title"))``."""

from __future__ import annotations

import json
from typing import Any

from mlsec_nb.core.notebook import Notebook, Part
from mlsec_nb.notebook.read import read_bytes


def code(
    source: str | list[str], *outputs: dict[str, Any], count: int | None = None, **more: Any
) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "metadata": {},
        "execution_count": count,
        "source": source,
        "outputs": list(outputs),
        **more,
    }


def markdown(source: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source, **more}


def raw(source: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": "raw", "metadata": {}, "source": source, **more}


def stream(text: str | list[str], name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def display(**data: Any) -> dict[str, Any]:
    """An output by MIME type; ``text_html`` stands for ``text/html``."""
    return {
        "output_type": "display_data",
        "metadata": {},
        "data": {mime.replace("_", "/", 1): value for mime, value in data.items()},
    }


def error(*traceback: str, name: str = "ValueError", value: str = "") -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": list(traceback)}


def model(*cells: str | dict[str, Any], **metadata: Any) -> dict[str, Any]:
    """The JSON of a notebook; a plain string is a code cell."""
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": metadata,
        "cells": [
            {"id": f"cell-{number}", **(code(cell) if isinstance(cell, str) else cell)}
            for number, cell in enumerate(cells)
        ],
    }


def content(*cells: str | dict[str, Any], **metadata: Any) -> bytes:
    return json.dumps(model(*cells, **metadata), indent=1).encode()


def notebook(*cells: str | dict[str, Any], **metadata: Any) -> Notebook:
    return read_bytes(content(*cells, **metadata), "test.ipynb")


def parts(read: Notebook, surface: str) -> list[Part]:
    return [part for part in read.all_parts() if part.surface == surface]


def texts(read: Notebook, surface: str) -> list[str]:
    return [part.text for part in parts(read, surface)]

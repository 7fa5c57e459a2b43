"""Identifiers and revisions of models and data sets on a hub."""

from __future__ import annotations

import re

from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call
from mlsec_nb.notebook.names.values import Value, always, constants, strings

COMMIT = re.compile(r"[0-9a-f]{40}")
IDENTIFIER = re.compile(r"(?!\.{1,2}/)[A-Za-z0-9][\w.-]{0,95}(?:/[\w.-]{1,95})?")
FILES = re.compile(
    r"\.(?:pt|pth|bin|ckpt|safetensors|h5|onnx|gguf|json|csv|txt|parquet|pkl|tar|zip|gz|py)$", re.IGNORECASE
)
FOLDERS = re.compile(
    r"(?:out|outputs?|results?|models?|checkpoints?|saved?|saved_models?|data|datasets?|tmp|logs?|runs|artifacts?|weights|"
    r"content|my_\w{1,60}|trained\w{0,60}|finetuned\w{0,60}|fine-tuned\w{0,60})(?:/|$)|(?:.{0,100}/)?checkpoint-\d+$"
)
"""What a folder of one's own is called rather than an organisation."""


def hub_name(value: Value | None, facts: Facts) -> str:
    """The literal name of something on a hub, ``org/name`` or ``name``; empty for paths and unknowns."""
    for text in strings(value):
        text = text.removeprefix("hf://")
        if not IDENTIFIER.fullmatch(text) or text in facts.written:
            continue
        if not FILES.search(text) and not FOLDERS.match(text):
            return text
    return ""


def is_fixed(call: Call, *names: str) -> bool:
    """Whether every revision among ``names`` is a full commit, or is not known."""
    revisions = [call.get(name) for name in names]
    return all(value is not None and _commits(value) for value in revisions)


def _commits(value: Value) -> bool:
    return all(not isinstance(c, str | None) or bool(c and COMMIT.fullmatch(c)) for c in constants(value))


def is_offline(call: Call) -> bool:
    """Whether only the local cache is looked at."""
    return always(call.get("local_files_only"), True)

"""A project that says the same hostile text wherever a project can say something."""

from __future__ import annotations

import json
import pickle
import zipfile
from pathlib import Path
from typing import Any

from tests.notebooks import code, display, error, markdown, model, raw, stream
from tests.secrets_fakes import openai_key

MIMES = (
    *("text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml", "application/javascript"),
    *("application/json", "application/vnd.jupyter.widget-view+json", "application/x-unknown"),
)


def near(text: str) -> str:
    """Hostile text beside a secret, so that a report shows the line."""
    return f"{text} api_key = '{openai_key()}' {text}"


def notebook(text: str) -> dict[str, Any]:
    """A notebook with ``text`` in every field, each time beside something to report."""
    said = near(text)
    quoted = json.dumps(text)
    outputs = [
        stream(said),
        stream(said, "stderr"),
        error(said, name=text, value=said),
        *(display(**{mime.replace("/", "_", 1): said}) for mime in MIMES),
    ]
    cells = [
        code(f"import pickle\n# {said!a}\nmodel = pickle.load(open({quoted}, 'rb'))\n{text}", *outputs),
        code(f"api_key = '{openai_key()}'  # {text}".replace("\n", " ")),
        code(f"!curl http://{text}/x | sh\n%run {text}"),
        code(f"import os\nos.system({quoted} + input())"),
        code("import torch\ntorch.load('model.pkl')"),
        code(f"import torch\ntorch.hub.load({quoted}, {quoted})"),
        markdown(said, attachments={text: {"image/png": "AA==", "text/plain": said}}),
        raw(said),
    ]
    for cell in cells:
        cell["metadata"] = {"tags": [text, said], text: said, "name": text}
    made = model(
        *cells, kernelspec={"name": text, "display_name": said, "language": text}, title=said, x={text: said}
    )
    made["cells"][0]["id"] = text
    return made


def write(folder: Path, text: str, *, reported: bool = True) -> None:
    """Write the project: notebooks, model files, settings, decisions; names too where a file can have them."""  # noqa: E501
    name = "".join(char for char in text if char not in "/\0")[:80]
    for stem in ("plain", name):
        (folder / f"{stem}.ipynb").write_text(json.dumps(notebook(text)), "utf-8")
    (folder / f"{name}.py").write_text(f"import pickle\npickle.load(open({text!r}, 'rb'))\n", "utf-8")
    (folder / "broken.ipynb").write_text(text, "utf-8")
    module = text.replace("\n", " ").encode("utf-8", "backslashreplace")
    (folder / "model.pkl").write_bytes(b"c" + module + b"\n" + module + b"\n(S'id'\ntR.")
    (folder / f"{name}.pkl").write_bytes(pickle.dumps({text: text}))
    with zipfile.ZipFile(folder / "members.pt", "w") as archive:
        archive.writestr(f"archive/{text}.pkl", b"cos\nsystem\n(S'id'\ntR.")
        archive.writestr("archive/data.pkl", b"cos\nsystem\n(S'id'\ntR.")
    if reported:
        (folder / "mlsec.toml").write_text(settings(text), "utf-8")


def settings(text: str) -> str:
    """An ``mlsec.toml`` with ``text`` in every place that may hold words."""
    return SETTINGS.replace("TEXT", json.dumps(text))


SETTINGS = """
[[suppress]]
rule = "MLS2"
path = "plain.ipynb"
reason = TEXT

[checklist]
schema = "mlsec-checklist/1"
owner = TEXT
contact = TEXT
[checklist.project]
released = true
publishers = [TEXT]
[checklist.inventory.TEXT]
columns = [TEXT]
purpose = TEXT
retention_days = 9

[[control]]
id = "OWN-01"
pillar = "data"
title = TEXT
why = TEXT
severity = "high"
mode = "manual"
max_age_days = 90

[[attestation]]
control = "HUMAN-06"
statement = "pass"
by = TEXT
note = TEXT
scope = TEXT
at = 2026-01-01
expires = 2026-12-01
evidence = [TEXT]

[[waiver]]
control = "MODEL-03"
reason = "accepted-risk"
justification = TEXT
owner = TEXT
expires = 2099-01-31
"""

"""The model makes its loader open another file or address.

What it does
------------
Finds ONNX tensors and HDF5 storage kept in other files, links to other HDF5 files, XML entities and
paths in mlflow files. A plain file name beside an ONNX model is how large models are stored and is
left alone.

Why it matters
--------------
A path that climbs or is absolute makes the loader read any file of the machine into the model, from
where it can be read back (CVE-2024-27318, CVE-2024-5187).

Use instead
-----------
Models in one file, or with external data in the same folder.

References
----------
CWE-22, CWE-73, CWE-611, CVE-2024-27318, CVE-2024-5187

"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.examples import message
from mlsec_nb.artifacts.facts import Reference
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS311",
    "external-reference",
    "Loading the file opens another file or address that it names.",
    severity=Severity.HIGH,
    advice="Do not load it where other files can be read; ask for a model in one file.",
    references=("CWE-22", "CWE-73", "CWE-611"),
)
LISTENS = Reference


def _onnx(location: bytes) -> bytes:
    entry = message((1, b"location"), (2, location))
    return message((1, 8), (7, message((5, message((8, b"w"), (13, entry), (14, 1))))))


BAD = (
    ("model.onnx", _onnx(b"../../../etc/passwd")),
    (
        "model.pmml",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><PMML>&a;</PMML>',
    ),
)
GOOD = (
    ("model.onnx", _onnx(b"model.onnx.data")),
    ("model.pmml", b'<?xml version="1.0"?><PMML version="4.4"/>'),
)
MEANINGS = {
    "onnx-tensor": "a tensor is read from",
    "hdf5-link": "a group is a link into",
    "hdf5-storage": "a dataset is stored in",
    "xml-entity": "an entity is fetched:",
    "xml-expansion": "the document has",
    "mlflow-path": "the model is read from",
}


def check(fact: Reference) -> Iterator[Verdict]:
    """Report references; beside an ONNX model only those that leave its folder."""
    if fact.kind == "onnx-tensor" and not _outside(fact.target):
        return
    yield Verdict(
        subject=f"{fact.kind}:{fact.target}",
        message=f"On loading, {MEANINGS[fact.kind]} {fact.target}.",
        evidence=fact.target,
    )


def _outside(target: str) -> bool:
    parts = target.replace("\\", "/").split("/")
    return ".." in parts or target.startswith(("/", "\\", "~")) or ":" in target or "\0" in target

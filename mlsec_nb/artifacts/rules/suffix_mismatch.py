"""The suffix promises a format that cannot run code, the content can.

What it does
------------
Compares the suffix with the content. Reported is a pickle, executable or archive of pickles under a
suffix that stands for plain data (`.safetensors`, `.onnx`, `.gguf`, `.json`, `.txt`, `.npy`, `.h5`
…).

Why it matters
--------------
Loaders that go by content will run it, reviewers and allowlists that go by suffix will let it pass.

Use instead
-----------
Rename the file to what it is, and treat it as such.

References
----------
CWE-646, CWE-434, CVE-2025-1889

"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.examples import PLAIN
from mlsec_nb.artifacts.facts import Named
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS304",
    "suffix-mismatch",
    "The suffix promises plain data; the content can run code when it is loaded.",
    severity=Severity.HIGH,
    advice="Find out why the file was renamed. Do not load it as what it claims to be.",
    references=("CWE-646", "CWE-434"),
)
LISTENS = Named
BAD = (("weights.safetensors", PLAIN), ("model.onnx", PLAIN), ("weights.npy", PLAIN))
GOOD = (("data.pkl", PLAIN), ("data.bin", PLAIN), ("model.weights", PLAIN))
INERT = tuple(
    """
    .safetensors .onnx .gguf .json .txt .csv .md .yaml .yml .npy .h5 .hdf5 .keras .tflite .parquet
    .xml .pmml .png .jpg .jpeg .gif .wav .ubj .pb .proto .toml
    """.split()
)
OWN = {".npy": ("numpy",), ".keras": ("Keras",), ".h5": ("Keras", "pandas"), ".hdf5": ("Keras", "pandas")}


def check(fact: Named) -> Iterator[Verdict]:
    """Report content that runs code under a suffix that does not say so."""
    suffix = next((suffix for suffix in INERT if fact.name.lower().endswith(suffix)), None)
    if suffix and fact.runs_code and not fact.format.startswith(OWN.get(suffix, ())):
        yield Verdict(
            subject=suffix,
            message=f"The file is called *{suffix}, its content is: {fact.format}.",
            evidence=fact.name,
        )

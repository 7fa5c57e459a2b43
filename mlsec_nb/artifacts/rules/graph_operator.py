"""An operator of a graph touches files or runs code.

What it does
------------
Finds operators in TensorFlow graphs that read, write or match files, call back into Python or load
libraries, savers with a path built in, and ONNX operators that run Python or come from an unknown
domain.

Why it matters
--------------
A graph is a program: calling, sometimes only loading, a SavedModel executes what its functions say.

Use instead
-----------
A graph exported again from code you trust; run foreign graphs in a sandbox without files and
network.

References
----------
CWE-829, CWE-73, ATLAS AML.T0011.000

"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.examples import message
from mlsec_nb.artifacts.facts import Operator
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS310",
    "graph-operator",
    "The graph has an operator that reaches files or runs code.",
    severity=Severity.HIGH,
    advice="Run the model in a sandbox, or export the graph again from code you trust.",
    references=("CWE-829", "CWE-73"),
)
LISTENS = Operator


def _saved_model(operator: bytes) -> bytes:
    node = message((1, b"node"), (2, operator))
    return message((1, 1), (2, message((2, message((1, node))))))


BAD = (("saved_model.pb", _saved_model(b"ReadFile")), ("saved_model.pb", _saved_model(b"PyFunc")))
GOOD = (("saved_model.pb", _saved_model(b"MatMul")), ("saved_model.pb", _saved_model(b"RestoreV2")))
MEANINGS = {
    "tf-code": (Severity.CRITICAL, "calls Python or loads a library"),
    "tf-file": (Severity.HIGH, "reads or writes files, or sends data away"),
    "tf-saver": (Severity.HIGH, "writes or reads a path that is built into the graph"),
    "onnx-code": (Severity.HIGH, "runs Python or loads a library"),
    "onnx-custom": (Severity.MEDIUM, "needs a native library of its own"),
}


def check(fact: Operator) -> Iterator[Verdict]:
    """Report the operator with its constant arguments."""
    severity, meaning = MEANINGS[fact.kind]
    yield Verdict(
        subject=f"{fact.kind}:{fact.name}",
        message=f"The operator {fact.name} {meaning} (node at byte {fact.offset:,}).",
        evidence=" ".join((fact.name, *fact.arguments))[:300],
        severity=severity,
    )

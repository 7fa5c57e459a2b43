"""ONNX: tensors kept in other files, operators of other domains, subgraphs and functions."""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Broken, Fact, Gap, Operator, Reference
from mlsec_nb.artifacts.formats.wire import WireError, fields, text
from mlsec_nb.artifacts.job import Job

KNOWN_DOMAINS = frozenset(
    {
        "", "ai.onnx", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview.training", "ai.onnx.preview",
        "com.microsoft", "com.microsoft.nchwc", "com.microsoft.experimental", "com.ms.internal.nhwc",
        "com.microsoft.dml", "com.microsoft.mlfeaturizers", "ai.onnx.contrib", "com.microsoft.extensions",
        "pkg.onnxscript.torch_lib", "pkg.onnxscript.torch_lib.common", "pkg.torch", "ai.catboost",
        "org.pytorch.aten", "onnxmltools", "ai.onnx.converters.sklearn", "mlprodict",
    }
)  # fmt: skip
CODE_OPERATORS = frozenset({"PyOp", "PythonOp", "PythonOpGrad", "PyCustomOp", "LoadLibrary", "CustomOp"})
DEPTH = 12
# Field numbers of onnx.proto.
GRAPH, FUNCTIONS = 7, 25
NODE, INITIALIZER, SPARSE = 1, 5, 15
NODE_TYPE, NODE_ATTRIBUTE, NODE_DOMAIN = 4, 5, 7
ATTR_TENSOR, ATTR_GRAPH, ATTR_TENSORS, ATTR_GRAPHS = 5, 6, 10, 11
TENSOR_EXTERNAL = 13


def read(blob: Blob, job: Job) -> Iterator[Fact]:
    """Walk the model."""
    try:
        for number, value in fields(blob):
            if number == GRAPH and isinstance(value, Blob):
                yield from _graph(value, job, DEPTH)
            elif number == FUNCTIONS and isinstance(value, Blob):
                for inner, node in fields(value):
                    if inner == 7 and isinstance(node, Blob):
                        yield from _node(node, job, DEPTH)
    except WireError as error:
        yield Broken(what="the ONNX model", why=str(error))


def _graph(graph: Blob, job: Job, depth: int) -> Iterator[Fact]:
    if depth == 0 or job.budget.late:
        yield Gap(what="a subgraph", why="it is nested too deeply")
        return
    for number, value in fields(graph):
        if not isinstance(value, Blob):
            continue
        if number == NODE:
            yield from _node(value, job, depth)
        elif number == INITIALIZER:
            yield from _tensor(value)
        elif number == SPARSE:
            for inner, tensor in fields(value):
                if inner in (1, 2) and isinstance(tensor, Blob):
                    yield from _tensor(tensor)


def _node(node: Blob, job: Job, depth: int) -> Iterator[Fact]:
    kind = domain = ""
    attributes = []
    for number, value in fields(node):
        if number == NODE_TYPE:
            kind = text(value, 256)
        elif number == NODE_DOMAIN:
            domain = text(value, 256)
        elif number == NODE_ATTRIBUTE and isinstance(value, Blob):
            attributes.append(value)
    if kind in CODE_OPERATORS:
        yield Operator(offset=node.start, kind="onnx-code", name=f"{domain}.{kind}".strip("."))
    elif domain not in KNOWN_DOMAINS:
        yield Operator(offset=node.start, kind="onnx-custom", name=f"{domain}.{kind}")
    for attribute in attributes:
        for number, value in fields(attribute):
            if not isinstance(value, Blob):
                continue
            if number in (ATTR_TENSOR, ATTR_TENSORS):
                yield from _tensor(value)
            elif number in (ATTR_GRAPH, ATTR_GRAPHS):
                yield from _graph(value, job, depth - 1)


def _tensor(tensor: Blob) -> Iterator[Fact]:
    location = ""
    for number, value in fields(tensor):
        if number == TENSOR_EXTERNAL and isinstance(value, Blob):
            pair = {inner: text(item) for inner, item in fields(value)}
            if pair.get(1) == "location":
                location = pair.get(2, "")
    if location:
        yield Reference(offset=tensor.start, kind="onnx-tensor", target=location)

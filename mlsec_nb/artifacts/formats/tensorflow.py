"""TensorFlow graphs (SavedModel, GraphDef): operators that touch files or run code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Broken, Fact, Gap, Label, Layer, Operator
from mlsec_nb.artifacts.formats.wire import WireError, fields, text
from mlsec_nb.artifacts.job import Job

CODE = frozenset(
    {"PyFunc", "PyFuncStateless", "EagerPyFunc", "NumpyFunction", "RemoteCall", "RpcCall", "LoadLibrary"}
)
FILES = frozenset(
    """ReadFile WriteFile MatchingFiles ImmutableConst DecodeProtoV2 EncodeProto FixedLengthRecordReader
    FixedLengthRecordReaderV2 TextLineReader TextLineReaderV2 TFRecordReader TFRecordReaderV2 WholeFileReader
    WholeFileReaderV2 LMDBReader LMDBDataset TextLineDataset TFRecordDataset TFRecordDatasetV2
    FixedLengthRecordDataset FixedLengthRecordDatasetV2 CSVDataset CSVDatasetV2 SqlDataset SaveDataset
    SaveDatasetV2
    LoadDataset SnapshotDataset SnapshotDatasetV2 CacheDataset CacheDatasetV2 DebugIdentity DebugIdentityV2
    DebugIdentityV3 DebugNanCount DebugNumericSummary DebugNumericSummaryV2 CreateSummaryFileWriter
    CreateSummaryDbWriter WriteSummary WriteGraphSummary WriteRawProtoSummary DatasetToTFRecord
    BigQueryReader GcsConfigureCredentials ExtractGlimpseFile AudioSpectrogramFile DataServiceDataset
    DataServiceDatasetV2 DataServiceDatasetV3 DataServiceDatasetV4 RegisterDataset RegisterDatasetV2
    DistributedSave MlirPassthroughOp XlaHostCompute KafkaDataset FileSystemSetConfiguration CopyFile
    RenameFile DeleteFile BigtableClient IoReadFile TfRecordWriter""".split()
)
SAVERS = frozenset(
    {"Save", "SaveSlices", "SaveV2", "MergeV2Checkpoints", "Restore", "RestoreSlice", "RestoreV2"}
)
"""Every SavedModel has these in its saver; a path that is built into the graph is another matter."""

# Field numbers of saved_model.proto, meta_graph.proto, graph.proto, node_def.proto, attr_value.proto.
_LAMBDA = re.compile(rb'"(?:class_name|function_type)": {0,4}"(?:Lambda|__lambda__|lambda|TFSMLayer)"')
META_GRAPH, GRAPH_DEF, NODE, LIBRARY = 2, 2, 1, 2
MAX_NODES = 500_000


def read_saved_model(blob: Blob, job: Job) -> Iterator[Fact]:
    """A SavedModel's meta graphs, and the Keras configuration that it may carry."""
    yield from _guarded(_meta_graphs(blob, job))


def read_graph(blob: Blob, job: Job) -> Iterator[Fact]:
    """A frozen graph."""
    yield from _guarded(_graph(blob, job))


def read_meta_graph(blob: Blob, job: Job) -> Iterator[Fact]:
    """The ``.meta`` file of an old checkpoint."""
    yield from _guarded(_meta(blob, job))


def read_keras_metadata(blob: Blob, job: Job) -> Iterator[Fact]:
    """``keras_metadata.pb``: the JSON of each layer."""
    yield from _objects(blob)


def _guarded(facts: Iterator[Fact]) -> Iterator[Fact]:
    try:
        yield from facts
    except WireError as error:
        yield Broken(what="the graph", why=str(error))


def _meta_graphs(blob: Blob, job: Job) -> Iterator[Fact]:
    for number, value in fields(blob):
        if number == META_GRAPH and isinstance(value, Blob):
            yield from _meta(value, job)


def _meta(meta: Blob, job: Job) -> Iterator[Fact]:
    for number, value in fields(meta):
        if number == GRAPH_DEF and isinstance(value, Blob):
            yield from _graph(value, job)
        elif number == 7 and isinstance(value, Blob):
            yield from _objects(value)


def _objects(graph: Blob) -> Iterator[Fact]:
    """The object graph: Keras layers leave their JSON in the metadata of user objects."""
    if _LAMBDA.search(graph.read(0, 16 << 20)):
        yield Layer(offset=graph.start, kind="lambda", subject="Lambda", detail="in the object graph")


def _graph(graph: Blob, job: Job) -> Iterator[Fact]:
    yield Label(text="TensorFlow graph")
    for number, value in fields(graph):
        if number == NODE and isinstance(value, Blob):
            yield from _one(value, {})
        elif number == LIBRARY and isinstance(value, Blob):
            for inner, function in fields(value):
                if inner == 1 and isinstance(function, Blob):
                    yield from _nodes(function, 3, job)
    yield from _nodes(graph, NODE, job, paths=True)


def _nodes(holder: Blob, node_field: int, job: Job, *, paths: bool = False) -> Iterator[Fact]:
    """The nodes of one function; with ``paths`` only savers whose file name is a constant count."""
    constants: dict[str, tuple[str, ...]] = {}
    savers = []
    for count, (number, node) in enumerate(fields(holder)):
        if number != node_field or not isinstance(node, Blob):
            continue
        if count % 4096 == 0 and job.budget.late:
            yield Gap(what="the rest of the graph", why="the time is up")
            return
        name, kind, inputs = _describe(node)
        if kind == "Const":
            constants[name] = _strings(node)
        elif kind in SAVERS:
            savers.append((node, kind, inputs))
        elif not paths:
            yield from _one(node, constants)
    for node, kind, inputs in savers:
        first = inputs[0].split(":")[0].lstrip("^") if inputs else ""
        target = [text for text in constants.get(first, ()) if "/" in text or "\\" in text]
        if target:
            yield Operator(offset=node.start, kind="tf-saver", name=kind, arguments=tuple(target))


def _one(node: Blob, constants: dict[str, tuple[str, ...]]) -> Iterator[Fact]:
    name, kind, inputs = _describe(node)
    if kind in CODE or kind in FILES:
        given = [text for source in inputs for text in constants.get(source.split(":")[0], ())]
        family = "tf-code" if kind in CODE else "tf-file"
        yield Operator(offset=node.start, kind=family, name=kind, arguments=(name, *given[:4]))
    elif kind in ("PrintV2", "Print"):
        streams = [text for text in _strings(node) if text.startswith("file:")]
        if streams:
            yield Operator(offset=node.start, kind="tf-file", name=kind, arguments=tuple(streams))


def _describe(node: Blob) -> tuple[str, str, list[str]]:
    name = kind = ""
    inputs = []
    for number, value in fields(node):
        if number == 1:
            name = text(value, 1024)
        elif number == 2:
            kind = text(value, 256)
        elif number == 3:
            inputs.append(text(value, 1024))
    return name, kind, inputs


def _strings(node: Blob) -> tuple[str, ...]:
    """Printable strings in the attributes of a node: a constant's value, a stream's name."""
    found = []
    for number, value in fields(node):
        if number == 5 and isinstance(value, Blob) and len(value) < 65_536:
            found += _leaves(value, 6)
    return tuple(found[:16])


def _leaves(blob: Blob, depth: int) -> list[str]:
    try:
        parts = [value for _, value in fields(blob) if isinstance(value, Blob)]
        inner = [leaf for part in parts for leaf in (_leaves(part, depth - 1) if depth else [])]
    except WireError:
        inner = []
    if inner:
        return inner
    raw = blob.read(0, 512)
    return [raw.decode()] if raw and raw.isascii() and raw.decode().isprintable() else []

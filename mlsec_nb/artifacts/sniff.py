"""The format of a blob by its content; names only help where content cannot tell."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from struct import unpack_from

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Fact
from mlsec_nb.artifacts.formats.compressed import read_zfile, reader
from mlsec_nb.artifacts.job import Job

Reader = Callable[[Blob, Job], Iterator[Fact]]

_MODULES: dict[str, tuple[str, str]] = {
    "pickle": ("pickle", "read"),
    "pickle-then-data": ("pickle", "read_with_tail"),
    "perhaps a pickle": ("pickle", "read_perhaps"),
    "unknown": ("pickle", "read_unknown"),
    "zip": ("zip", "read"),
    "zip inside": ("zip", "read_inside"),
    "tar": ("tar", "read"),
    "7z": ("other", "read_7z"),
    "numpy array": ("numpy", "read"),
    "HDF5": ("hdf5", "read"),
    "JSON": ("json", "read"),
    "safetensors": ("safetensors", "read"),
    "GGUF": ("gguf", "read"),
    "ONNX": ("onnx", "read"),
    "TensorFlow SavedModel": ("tensorflow", "read_saved_model"),
    "TensorFlow graph": ("tensorflow", "read_graph"),
    "TensorFlow meta graph": ("tensorflow", "read_meta_graph"),
    "Keras metadata": ("tensorflow", "read_keras_metadata"),
    "MLmodel": ("text", "read_mlmodel"),
    "template": ("text", "read_template"),
    "XML": ("text", "read_xml"),
    "python": ("text", "read_python"),
    "torchscript": ("text", "read_torchscript"),
    "bytecode": ("text", "read_bytecode"),
    "database": ("other", "read_database"),
    "tensor": ("other", "read_tensor"),
    "data": ("other", "read_inert"),
    "executable": ("other", "read_inert"),
}
READERS: dict[str, Reader] = {
    **{name: reader(name) for name in ("zlib", "gzip", "bz2", "xz", "lz4", "zstd")},
    "joblib zfile": read_zfile,
}

RUNS_CODE = (
    "pickle",
    "joblib",
    "dill",
    "cloudpickle",
    "torch",
    "scikit",
    "pandas",
    "executable",
    "numpy array of objects",
)
"""How the labels of formats begin whose loading can run code."""

_SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "zip": (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"),
    "numpy array": (b"\x93NUMPY",),
    "HDF5": (b"\x89HDF\r\n\x1a\n",),
    "GGUF": (b"GGUF",),
    "gzip": (b"\x1f\x8b",),
    "bz2": (b"BZh",),
    "xz": (b"\xfd7zXZ\x00", b"\x5d\x00\x00"),
    "lz4": (b"\x04\x22\x4d\x18",),
    "zstd": (b"\x28\xb5\x2f\xfd",),
    "7z": (b"7z\xbc\xaf\x27\x1c",),
    "joblib zfile": (b"ZF0x",),
    "executable": (b"\x7fELF", b"#!/", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"\xca\xfe\xba\xbe"),
    "database": (b"SQLite format 3\x00", b"\xce\x9a\x57\x13", b"\xcf\x9a\x57\x13"),
    "data": (
        *(
            b"CBM1",
            b"binf",
            b"bs64",
            b"tree\nversion=",
            b"{L\x00\x00",
            b"GGML",
            b"ggjt",
            b"tjgg",
            b"PAR1",
            b"ARROW1",
        ),
        *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"%PDF"),
    ),
}
_MAGIC = tuple((magic, name) for name, found in _SIGNATURES.items() for magic in found)

_GRAPH_NODE = re.compile(
    rb"\n[\x01-\xff][\x00-\x7f]?\n[\x01-\x7f][\w./^:-]{1,127}\x12[\x01-\x40][A-Z_]\w{1,64}", re.DOTALL
)


def reader_of(name: str) -> Reader:
    """The reader of a format."""
    found = READERS.get(name)
    if found is None:
        module, function = _MODULES[name]
        found = READERS[name] = getattr(import_module(f"mlsec_nb.artifacts.formats.{module}"), function)
    return found


def sniff(blob: Blob, name: str = "") -> str:
    """The format of ``blob``: a key of the table of readers."""
    head = blob.read(0, 1024)
    if head[:1] == b"\x80" and head[1:2] <= b"\x05" and len(head) > 2:
        return "tar" if _is_tar(head) else "pickle"
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if head[:2] == b"MZ" and b"PE\x00\x00" in blob.read(0, 4096):
        return "executable"
    if _is_zlib(head):
        return "zlib"
    if _is_tar(head):
        return "tar"
    return _structured(blob, head, name) or _textual(head, name) or _loose(head, name)


def _is_zlib(head: bytes) -> bool:
    """Two bytes are a weak signature: any but the usual first byte has to decompress as well."""
    if len(head) < 3 or head[0] & 0x8F != 8 or (head[0] << 8 | head[1]) % 31:
        return False
    try:
        zlib.decompressobj().decompress(head, 64)
    except zlib.error:
        return head[0] == 0x78 and head[1] in (0x01, 0x5E, 0x9C, 0xDA)
    return True


def _is_tar(head: bytes) -> bool:
    from mlsec_nb.artifacts.formats.tar import is_header

    return is_header(head[:512])


def _structured(blob: Blob, head: bytes, name: str) -> str:
    """Formats known by the shape of their first fields."""
    if len(head) >= 9:
        size = unpack_from("<Q", head)[0]
        if head[8:9] in b"{[ " and (size < 1 << 40 or name.endswith(".safetensors")):
            return "safetensors"
    if name.endswith(".safetensors") and not head[:1].isalnum():
        return "safetensors"
    if head[4:8] in (b"TFL3", b"ET12") or head[:8] == b"bplist00":
        return "data"
    if any(blob.read(start, 8) == b"\x89HDF\r\n\x1a\n" for start in (512, 1024, 2048)):
        return "HDF5"
    berkeley = head[12:16] == b"\x61\x15\x06\x00"
    if berkeley or (name.endswith((".dir", ".bak")) and head[:1] in b"'\""):
        return "database"
    return _protobuf(blob, head, name)


def _protobuf(blob: Blob, head: bytes, name: str) -> str:
    """Messages have no signature, but their first fields are known."""
    if head[:2] == b"\x08\x01" and head[2:3] == b"\x12":
        return "ONNX" if _onnx(blob) else "TensorFlow SavedModel"
    if head[:1] == b"\x08" and head[2:3] and head[2:3] in b"\x12\x1a\x22\x28\x2a:B":
        return "ONNX"
    if head[:1] == b"\n" and _GRAPH_NODE.match(head):
        return "TensorFlow graph"
    if name.endswith("keras_metadata.pb"):
        return "Keras metadata"
    if name.endswith(".onnx") and head[:1] in b"\x08\x12\x1a\x22\x28\x32:BjJ" and _onnx(blob):
        return "ONNX"
    if name.endswith(".meta") and head[:1] == b"\n":
        return "TensorFlow meta graph"
    return ""


def _onnx(blob: Blob) -> bool:
    """ONNX's second field is a producer name, SavedModel's a long message."""
    from mlsec_nb.artifacts.formats.wire import WireError, fields

    try:
        for number, value in fields(blob):
            if number == 7 and isinstance(value, Blob):
                return True
            if number == 2 and isinstance(value, Blob):
                return len(value) < 200 and value.read().isascii() and value.read(0, 1) > b" "
    except WireError:
        return False
    return False


def _textual(head: bytes, name: str) -> str:
    base = name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1]
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if base == "MLmodel":
        return "MLmodel"
    if base.endswith((".jinja", ".jinja2", ".j2")):
        return "template"
    if base.endswith((".py", ".pyi")):
        return "python"
    if base.endswith((".pyc", ".pyo")):
        return "bytecode"
    if text[:1] == b"<" and re.match(rb"<(\?xml|!DOCTYPE|PMML|[A-Za-z])", text):
        return "XML"
    if text[:1] in (b"{", b"[") and text[1:2] not in (b"\x94", b"q"):
        # `}` and `]` start pickles, their opening twins do not.
        return "JSON"
    return ""


def _loose(head: bytes, name: str) -> str:
    """Pickles of protocol 0 and 1 have no signature: they begin with any opcode that pushes."""
    if name.lower().endswith((".pkl", ".pickle", ".joblib", ".dill", ".p", ".sav")) and head:
        return "pickle"
    return "perhaps a pickle" if head[:1] in _PUSHES else "unknown"


_PUSHES = b"(]})cNKMJGCXUTVSILFiPB\x80\x8c\x8e\x95\x88\x89\x8a\x8b\x8d\x8f\x96\x97"

"""Model files that are made to take for ever, to fill the memory or the disk, or to lead elsewhere."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zlib
from collections.abc import Callable

from mlsec_nb.artifacts.examples import PLAIN, SYSTEM, gguf, message, safetensors, tarred, zipped

MIB = 1 << 20


def zeros(mib: int) -> bytes:
    """So many MiB of zeros as a raw deflate stream, made without having them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return b"".join(packer.compress(bytes(MIB)) for _ in range(mib)) + packer.flush()


def zip_of(mib: int, *names: str, copies: int = 1) -> bytes:
    """A zip whose entries, with these names, all lie on the same compressed bytes.

    See David Fifield, "A better zip bomb", 2019: a megabyte can stand for terabytes.
    """
    data = zeros(mib)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(data), mib * MIB, len(names[0]), 0)
    body = local + names[0].encode() + data
    entries = b"".join(
        struct.pack(
            "<4sHHHHHHIIIHHHHHII",
            b"PK\1\2",
            20,
            20,
            0,
            8,
            0,
            0,
            0,
            len(data),
            mib * MIB,
            len(name),
            0,
            0,
            0,
            0,
            0,
            0,
        )
        + name.encode()
        for name in names
        for _ in range(copies)
    )
    count = min(len(names) * copies, 0xFFFF)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(entries), len(body), 0)
    return body + entries + end


def nested(levels: int, width: int = 1) -> bytes:
    """Archives in archives, each with so many copies of the next."""
    content = PLAIN
    for level in range(levels):
        content = zipped(*((f"{level}.{number}.zip", content) for number in range(width)), deflated=True)
    return content


def _tar_claiming(size: int) -> bytes:
    info = tarfile.TarInfo("model.pkl")
    info.size = size
    return info.tobuf(tarfile.GNU_FORMAT) + PLAIN


def _npy(header: bytes) -> bytes:
    return b"\x93NUMPY\x02\x00" + struct.pack("<I", len(header)) + header


def _laughs(times: int) -> bytes:
    """A list of two copies of a list of two copies of ..., by the memo."""
    return b"\x80\x04]\x94" + b"".join(b"](h%ch%ce\x94" % (n % 256, n % 256) for n in range(times)) + b"."


def _doubled(times: int) -> bytes:
    return b"\x80\x04Vx\n" + b"2\x86" * times + b"."


def _hdf5(build: Callable[..., None]) -> bytes:
    import h5py

    stream = io.BytesIO()
    with h5py.File(stream, "w") as file:
        build(file, h5py)
    return stream.getvalue()


def _many_groups(number: int) -> Callable[..., None]:
    def build(file, h5py) -> None:
        for index in range(number):
            file.create_group(f"g{index}")

    return build


def _links(file, h5py) -> None:
    file["self"] = file["/"]
    file["soft"] = h5py.SoftLink("/soft")
    file["out"] = h5py.ExternalLink("/etc/passwd", "/")
    file["device"] = h5py.ExternalLink("/dev/zero", "/")


def _claimed(file, h5py) -> None:
    file.create_dataset("huge", shape=(1 << 50,), dtype="u1", chunks=(MIB,))
    file.attrs["model_config"] = "[" * 60_000


def _sevenzip(mib: int) -> bytes:
    import py7zr

    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w") as archive:
        archive.writestr(bytes(mib * MIB), "model.pkl")
    return stream.getvalue()


def _xml(depth: int) -> bytes:
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(depth))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><PMML>&a{depth};</PMML>'.encode()


FILES: dict[str, tuple[str, Callable[[int], bytes]]] = {
    # archives
    "zip, one large member": ("a.zip", lambda n: zip_of(200 * n, "model.pkl")),
    "torch, one large member": ("a.pt", lambda n: zip_of(200 * n, "archive/data.pkl")),
    "npz, one large member": ("a.npz", lambda n: zip_of(200 * n, "arr_0.npy")),
    "keras, one large member": ("a.keras", lambda n: zip_of(200 * n, "config.json")),
    "skops, one large member": ("a.skops", lambda n: zip_of(200 * n, "schema.json")),
    "zip, members on each other": ("a.zip", lambda n: zip_of(100, *(f"{i}.pkl" for i in range(5_000 * n)))),
    "zip, a name many times": ("a.zip", lambda n: zip_of(1, "data.pkl", copies=10_000 * n)),
    "torch, members on each other": ("a.pt", lambda n: zip_of(50, *(f"a/{i}.pkl" for i in range(5_000 * n)))),
    "zip, many empty members": ("a.zip", lambda n: zipped(*((f"{i}.pkl", b"") for i in range(5_000 * n)))),
    "zip, many levels": ("a.zip", lambda n: nested(60 * n)),
    "zip, many levels of many": ("a.zip", lambda n: nested(6, 6)),
    "zip, a number of members that is a lie": (
        "a.zip",
        lambda n: zipped(("a.pkl", PLAIN))[:-12] + b"\xff" * 12,
    ),
    "zip, a long comment": (
        "a.zip",
        lambda n: zipped(("a.pkl", PLAIN))[:-2] + b"\xff\xff" + b"PK\5\6" * 16_383,
    ),
    "zip, a name of half a megabyte": ("a.zip", lambda n: zipped(("../" * 20_000 + "a.pkl", SYSTEM))),
    "gzip of zeros": ("a.pkl.gz", lambda n: gzip.compress(bytes(100 * MIB * n))),
    "gzip in gzip": ("a.pkl.gz", lambda n: gzip.compress(gzip.compress(gzip.compress(bytes(100 * MIB * n))))),
    "bzip2 of zeros": ("a.pkl.bz2", lambda n: bz2.compress(bytes(50 * MIB)) * (20 * n)),
    "xz of zeros": ("a.pkl.xz", lambda n: lzma.compress(bytes(100 * MIB), preset=0) * (5 * n)),
    "zlib of zeros": ("a.joblib", lambda n: zlib.compress(bytes(100 * MIB * n), 9)),
    "7z of zeros": ("a.7z", lambda n: _sevenzip(200 * n)),
    "tar of zeros": ("a.tar.gz", lambda n: gzip.compress(tarred(("model.pkl", bytes(100 * MIB * n))))),
    "tar, many members": ("a.tar", lambda n: tarred(*((f"{i}.pkl", b"") for i in range(10_000 * n)))),
    "tar, more than is there": ("a.tar", lambda n: _tar_claiming(1 << 60)),
    "tar, less than nothing": (
        "a.tar",
        lambda n: _tar_claiming(0).replace(b"00000000000", b"-0000000001", 1),
    ),
    "tar in zip in tar": (
        "a.tar",
        lambda n: tarred(*[("b.zip", zipped(("c.tar", tarred(("d.pkl", SYSTEM)))))] * 200),
    ),
    # pickles
    "pickle, billion laughs": ("a.pkl", lambda n: _laughs(250)),
    "pickle, doubled": ("a.pkl", lambda n: _doubled(100_000 * n)),
    "pickle, many opcodes": ("a.pkl", lambda n: b"\x80\x04" + b"N0" * (1_000_000 * n) + b"N."),
    "pickle, many marks": ("a.pkl", lambda n: b"\x80\x04" + b"(" * (1_000_000 * n) + b"."),
    "pickle, deep tuples": ("a.pkl", lambda n: b"\x80\x04N" + b"\x85" * (500_000 * n) + b"."),
    "pickle, deep calls": ("a.pkl", lambda n: b"\x80\x04" + b"cos\nsystem\n" + b")R" * (200_000 * n) + b"."),
    "pickle, many names": ("a.pkl", lambda n: b"\x80\x04" + b"cos\nsystem\n0" * (100_000 * n) + b"N."),
    "pickle, many modules": (
        "a.pkl",
        lambda n: b"\x80\x04" + b"".join(b"cm%d\nx\n0" % i for i in range(50_000 * n)) + b"N.",
    ),
    "pickle, a long name": ("a.pkl", lambda n: b"c" + b"a." * (1_000_000 * n) + b"\nx\n."),
    "pickle, a long number": ("a.pkl", lambda n: b"I" + b"9" * (1_000_000 * n) + b"\n."),
    "pickle, a long long": ("a.pkl", lambda n: b"L" + b"9" * (1_000_000 * n) + b"L\n."),
    "pickle, a binary long": (
        "a.pkl",
        lambda n: b"\x80\x04\x8b" + struct.pack("<i", MIB * n) + b"\x7f" * MIB * n + b".",
    ),
    "pickle, a text that is not there": ("a.pkl", lambda n: b"\x80\x04\x8d" + b"\xff" * 8 + b"x."),
    "pickle, bytes that are not there": ("a.pkl", lambda n: b"\x80\x04\x8e" + b"\xff" * 7 + b"\x7fx."),
    "pickle, a large memo number": (
        "a.pkl",
        lambda n: b"\x80\x04Nr\xff\xff\xff\x7fp4294967295\np" + b"9" * 5_000 + b"\n.",
    ),
    "pickle, a frame that is a lie": ("a.pkl", lambda n: b"\x80\x04\x95" + b"\xff" * 8 + b"N."),
    "pickle, many pickles": ("a.pkl", lambda n: PLAIN * (50_000 * n)),
    "pickle, quotes without end": ("a.pkl", lambda n: b"S'" + b"\\" * (1_000_000 * n) + b"'\n."),
    "pickle, a list of itself": ("a.pkl", lambda n: b"\x80\x04]\x94" + b"h\x00a" * (300_000 * n) + b"."),
    "pickle, a call of itself": (
        "a.pkl",
        lambda n: b"\x80\x04cbuiltins\neval\n\x94" + b"h\x00\x85R\x94h\x00" * (50_000 * n) + b".",
    ),
    "pickle, code in code": ("a.pkl", lambda n: b"cbuiltins\nexec\n(V" + b"exec(" * 5_000 + b"\ntR."),
    # other formats
    "npy, a header that nests": ("a.npy", lambda n: _npy(b"{'descr': " + b"(" * (30_000 * n))),
    "npy, a header of spaces": ("a.npy", lambda n: _npy(b"{'descr': " + b" " * (60_000 * n))),
    "npy, a header of descriptions": ("a.npy", lambda n: _npy(b"'descr': |O, " * (5_000 * n))),
    "npy, a large shape": (
        "a.npy",
        lambda n: _npy(b"{'descr': '|O', 'fortran_order': False, 'shape': (9999999999999999999,)}"),
    ),
    "npy, objects": (
        "a.npy",
        lambda n: _npy(b"{'descr': '|O', 'fortran_order': False, 'shape': (1,)}") + _laughs(200),
    ),
    "safetensors, a header that is not there": (
        "a.safetensors",
        lambda n: safetensors({}, claimed=(1 << 64) - 1),
    ),
    "safetensors, a deep header": (
        "a.safetensors",
        lambda n: struct.pack("<Q", 200_000 * n) + b'{"a":' * (40_000 * n),
    ),
    "safetensors, many tensors": (
        "a.safetensors",
        lambda n: safetensors(
            {f"t{i}": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]} for i in range(20_000 * n)}
        ),
    ),
    "safetensors, large numbers": (
        "a.safetensors",
        lambda n: safetensors({"t": {"dtype": "F32", "shape": [1 << 63] * 50, "data_offsets": [0, 1 << 63]}}),
    ),
    "gguf, more than is there": ("a.gguf", lambda n: b"GGUF" + struct.pack("<IQQ", 3, (1 << 63), (1 << 63))),
    "gguf, arrays in arrays": (
        "a.gguf",
        lambda n: (
            b"GGUF"
            + struct.pack("<IQQQ", 3, 0, 1, 1)
            + b"k"
            + struct.pack("<I", 9)
            + struct.pack("<IQ", 9, 1) * (50_000 * n)
        ),
    ),
    "gguf, many keys": ("a.gguf", lambda n: gguf([(f"k{i}", "x") for i in range(20_000 * n)])),
    "gguf, a template": (
        "a.gguf",
        lambda n: gguf([("tokenizer.chat_template", "{{ x.__class__" + ".__mro__" * (20_000 * n))]),
    ),
    "onnx, deep": ("a.onnx", lambda n: _deep_message(2_000 * n)),
    "onnx, many nodes": (
        "a.onnx",
        lambda n: message((1, 8), (7, message((1, message((4, b"Relu")))) * (20_000 * n))),
    ),
    "onnx, lengths that are lies": ("a.onnx", lambda n: b"\x08\x08\x3a" + b"\xff" * 9 + b"\x01"),
    "onnx, weights elsewhere": ("a.onnx", lambda n: _elsewhere(b"../" * 5_000 + b"etc/passwd")),
    "saved model": (
        "saved_model.pb",
        lambda n: b"\x08\x01\x12" + b"\xff\xff\xff\xff\x0f" + b"\x0a" * (MIB * n),
    ),
    "hdf5, many groups": ("a.h5", lambda n: _hdf5(_many_groups(3_000 * n))),
    "hdf5, links": ("a.h5", lambda n: _hdf5(_links)),
    "hdf5, more than is there": ("a.h5", lambda n: _hdf5(_claimed)),
    "json, deep": ("config.json", lambda n: b"[" * (1_000_000 * n)),
    "json, wide": (
        "config.json",
        lambda n: json.dumps({f"k{i}": "trust_remote_code" for i in range(50_000 * n)}).encode(),
    ),
    "json, a number": ("config.json", lambda n: b'{"a": ' + b"9" * (1_000_000 * n) + b"}"),
    "pmml, billion laughs": ("a.pmml", lambda n: _xml(10)),
    "nothing": ("a.pkl", lambda n: b""),
    "only zeros": ("a.bin", lambda n: bytes(50 * MIB * n)),
    "only letters": ("a.bin", lambda n: b"c" * (10 * MIB * n)),
    "only lines": ("a.pkl", lambda n: b"c\n" * (5 * MIB * n)),
}


def _deep_message(levels: int) -> bytes:
    content = message((4, b"Relu"))
    for _ in range(levels):
        content = message((5, message((6, message((1, content))))))
    return message((1, 8), (7, message((1, content))))


def _elsewhere(path: bytes) -> bytes:
    tensor = message((13, message((1, b"location"), (2, path))))
    return message((1, 8), (7, message((5, tensor))))

"""Is a file worth examining? Asked of every file of a folder, so it looks at the first bytes only."""

from __future__ import annotations

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.sniff import sniff

SUFFIXES = tuple(
    """
    .pkl .pickle .p .joblib .dill .pt .pth .ckpt .bin .mar .npy .npz .h5 .hdf5 .keras .pb .pbtxt
    .meta .onnx .skops .safetensors .gguf .model .ubj .pmml .zip .tar .tgz .gz .bz2 .xz .lzma .lz4
    .z .zst .7z .dat .data .db .shelve .weights .tflite .cbm mlmodel config.json
    tokenizer_config.json metadata.json chat_template.jinja chat_template.json .sav .pte .nemo
    .params
    """.split()
)
"""Suffixes of model and data files, for content that does not say what it is."""

ASIDE = frozenset({"python", "executable", "template"})
WEAK = frozenset({"unknown", "perhaps a pickle", "data", "JSON", "XML", "pickle"})
"""Formats that many other files have as well: their suffix has to agree."""


def is_artifact(head: bytes, name: str = "") -> bool:
    """Whether a file that starts with ``head`` is a model or data file worth examining.

    Parameters
    ----------
    head
        The first bytes; 1 KiB is enough.
    name
        The file's name.
    """
    found = sniff(Blob(head), name)
    if found in WEAK | ASIDE:
        signed = found == "pickle" and head[:1] == b"\x80"
        return signed or name.lower().endswith(SUFFIXES)
    return True

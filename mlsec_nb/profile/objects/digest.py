"""A digest of an object's content that is the same in every process."""

from __future__ import annotations

import hashlib
import types
from typing import Any

import numpy as np

from mlsec_nb.profile.objects.walk import LEAVES, is_frame, walk

UNSTABLE = ("_sklearn_output_config", "handle", "_Booster.handle")


def digest_of(root: Any) -> tuple[str, int]:
    """BLAKE2b over paths, types and values of everything that an object holds, and how many things that were.

    Addresses, caches of handles and the order of sets do not count.
    """
    lines = []
    for held in walk(root):
        if held.path.endswith(UNSTABLE):
            continue
        lines.append(
            f"{held.path}\0{type(held.value).__name__}\0".encode("utf-8", "surrogatepass")
            + _content(held.value)
        )
    digest = hashlib.blake2b(digest_size=16, person=b"mlsec-model")
    for line in sorted(lines):
        digest.update(line)
    return digest.hexdigest(), len(lines)


def _content(value: Any) -> bytes:
    """What tells this value from another of its type."""
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    if isinstance(value, LEAVES):
        return repr(value).encode("utf-8", "surrogatepass")
    if isinstance(value, np.ndarray):
        if value.dtype.hasobject:
            return str(value.shape).encode()
        return (
            f"{value.dtype}{value.shape}".encode()
            + hashlib.blake2b(np.ascontiguousarray(value).tobytes()).digest()
        )
    if isinstance(value, (set, frozenset)):
        return repr(sorted(map(repr, value))).encode("utf-8", "surrogatepass")
    if isinstance(value, types.FunctionType):
        return value.__code__.co_code + repr(value.__code__.co_names).encode()
    if hasattr(value, "tocsr"):
        matrix = value.tocsr()
        return b"".join(
            np.ascontiguousarray(part).tobytes() for part in (matrix.data, matrix.indices, matrix.indptr)
        )
    return _of_library(value)


def _of_library(value: Any) -> bytes:
    """Tables, tensors and boosters, which have their content in compiled code."""
    module = type(value).__module__.partition(".")[0]
    try:
        if is_frame(value):
            return repr(value.to_numpy().tolist()).encode("utf-8", "surrogatepass")
        if module == "torch" and hasattr(value, "detach"):
            return bytes(value.detach().cpu().numpy().tobytes())
        if module == "xgboost" and hasattr(value, "save_raw"):
            return bytes(value.save_raw(raw_format="ubj"))
        if module == "lightgbm" and hasattr(value, "model_to_string"):
            return str(value.model_to_string()).encode()
        if module == "catboost" and hasattr(value, "get_leaf_values"):
            return bytes(np.asarray(value.get_leaf_values()).tobytes())
    except Exception:  # an untrained one has no content yet
        return b""
    return b""

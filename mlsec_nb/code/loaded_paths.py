"""The paths that a value certainly stands for: literals, joined or opened, and nothing that is computed."""

from __future__ import annotations

from mlsec_nb.notebook.names.values import Const, Ref, Text, Value, plain

PATHS = frozenset({"pathlib.Path", "pathlib.PurePath"})
HANDLES = frozenset({"builtins.open", "io.BytesIO", "io.BufferedReader"})
"""What gives the very bytes of the file that its first argument names."""

READS = ("open", "read", "read_bytes", "getvalue", "resolve", "absolute")
MAX_PATH = 1_000
MAX_DEPTH = 6


def certain_paths(value: Value | None) -> tuple[str, ...]:
    """Every path that ``value`` may be, or nothing if one of its alternatives is not known.

    Parameters
    ----------
    value
        A path, a handle that was opened from it, or what was read from such a handle.
    """
    found: list[str] = []
    for atom in value or ():
        path = _path(atom, 0)
        if not path or len(path) > MAX_PATH or "\0" in path or "://" in path:
            return ()
        found.append(path)
    return tuple(dict.fromkeys(found))


def _path(atom: object, depth: int) -> str:
    """The path behind one alternative, or nothing."""
    if depth > MAX_DEPTH:
        return ""
    match atom:
        case Const(value=str() as text):
            return text
        case Text(parts=parts):
            return _joined(parts, "", depth)
        case Ref(path=path, inputs=inputs) if inputs:
            name = _origin(plain(path))
            if name in PATHS:
                return _joined(inputs, "/", depth)
            if name in HANDLES:
                return _joined(inputs[:1], "", depth)
    return ""


def _origin(name: str) -> str:
    """What a chain of reading methods started from: ``builtins.open`` of ``builtins.open.read``."""
    while name not in HANDLES and name.rpartition(".")[2] in READS:
        name = name.rpartition(".")[0]
    return name


def _joined(parts: tuple[Value, ...], separator: str, depth: int) -> str:
    """The parts joined, if each of them is one path or text."""
    pieces = [_path(part[0], depth + 1) if len(part) == 1 else "" for part in parts]
    return separator.join(pieces) if all(pieces) else ""

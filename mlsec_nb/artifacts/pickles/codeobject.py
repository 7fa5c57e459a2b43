"""What a code object that a pickle carries by value refers to, read from its parts, never built."""

from __future__ import annotations

import re

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Code
from mlsec_nb.artifacts.pickles.values import Call, Global, Payload, Value, show

HARMFUL = frozenset(
    """
    system popen Popen check_output check_call spawn spawnl spawnv spawnve execv execve execl execvp
    fork subprocess socket exec eval compile __import__ import_module urlopen urlretrieve rmtree
    unlink remove ctypes CDLL pty getoutput getstatusoutput startfile run_command mkfifo chmod chown
    putenv requests paramiko marshal runpy __subclasses__ __globals__ __builtins__ b64decode
    write_text write_bytes open
    """.split()
)
"""Names that a model's own function hardly needs and a payload does."""

SOFT = frozenset({"open", "compile", "remove", "requests", "run_command"})
"""Of these, names that honest functions use as well: not enough alone."""

_WORD = re.compile(rb"[A-Za-z_]\w{2,40}")


def harmful(names: set[str]) -> tuple[str, ...]:
    """The harmful ones of ``names``, none if all of them are soft."""
    found = names & HARMFUL
    return tuple(sorted(found)) if found - SOFT else ()


def words(data: bytes) -> set[str]:
    """The identifiers in marshalled or raw code."""
    return {match.decode() for match in _WORD.findall(data[: 1 << 20])}


def code_fact(offset: int, kind: str, argument: Value, runs: bool, blob: Blob) -> Code:
    """The fact that code is made at ``offset`` by the callable ``kind`` from ``argument``."""
    names: set[str] = set()
    if kind.endswith(("CodeType", "_create_code", "_builtin_type", "FunctionType")):
        _collect(argument, names, blob, depth=8)
    return Code(
        offset=offset, kind=kind, subject=show(argument, 2)[:200], dangerous=harmful(names), runs=runs
    )


def _collect(value: Value, names: set[str], blob: Blob, *, depth: int) -> None:
    if depth == 0 or len(names) > 2000:
        return
    if isinstance(value, bytes):
        names.update(words(value[:2000]))
    elif isinstance(value, Payload):
        names.update(words(blob.read(value.start, min(value.size, 1 << 16))))
    elif isinstance(value, Global):
        names.add(value.name)
    elif isinstance(value, Call):
        _collect(value.function, names, blob, depth=depth - 1)
        _collect(value.arguments, names, blob, depth=depth - 1)
    elif isinstance(value, (tuple, list)):
        for item in value[:200]:
            _collect(item, names, blob, depth=depth - 1)

"""MessagePack with the NumPy hook.

What it does
------------
Finds ``msgpack`` loads with ``object_hook=msgpack_numpy.decode``, and ``msgpack_numpy.patch()``.

Why it matters
--------------
``msgpack-numpy`` falls back to pickle for object arrays: unpacking then runs code.

Use instead
-----------
Plain ``msgpack``, and ``numpy.frombuffer`` for arrays.

References
----------
CWE-502
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import names

RULE = rule(
    "MLS216",
    "msgpack-numpy",
    "The NumPy hook of MessagePack falls back to pickle.",
    advice="Use plain msgpack and numpy.frombuffer.",
    severity=Severity.MEDIUM,
    references=("CWE-502",),
    aliases=("B301",),
)
UNPACK = ("msgpack.unpackb", "msgpack.unpack", "msgpack.load", "msgpack.loads", "msgpack.Unpacker")
WATCH = Watch(
    calls=(
        *UNPACK,
        "msgpack_numpy.patch",
        "msgpack_numpy.unpackb",
        "msgpack_numpy.unpack",
        "msgpack_numpy.loads",
        "msgpack_numpy.load",
    ),
    references=False,
)
BAD = (
    "import msgpack, msgpack_numpy as m\nobj = msgpack.unpackb(blob, object_hook=m.decode)",
    "import msgpack_numpy\nmsgpack_numpy.patch()",
)
GOOD = ("import msgpack\nobj = msgpack.unpackb(blob, raw=False)",)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report the hook, and the patch that puts it everywhere."""
    name = call.names[0]
    if name.startswith("msgpack_numpy."):
        yield Hit(f"{spoken(call)} lets MessagePack fall back to pickle.")
    elif "msgpack_numpy.decode" in names(call.get("object_hook")):
        yield Hit(f"{spoken(call)} with the NumPy hook falls back to pickle.")
    elif "msgpack_numpy.patch" in facts.calls:
        yield Hit(f"{spoken(call)} was patched by msgpack_numpy and falls back to pickle.")

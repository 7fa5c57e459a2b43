"""Temporary names that someone else can take.

What it does
------------
Finds ``tempfile.mktemp`` and its ancestors ``os.tempnam`` and ``os.tmpnam``.

Why it matters
--------------
Between the choice of the name and the creation of the file another user can put a file or link
there; what is loaded from it later is theirs.

Use instead
-----------
``tempfile.NamedTemporaryFile`` or ``tempfile.mkstemp``.

References
----------
CWE-377
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS269",
    "temporary-name",
    "A temporary name can be taken by someone else.",
    advice="Use NamedTemporaryFile or mkstemp.",
    severity=Severity.LOW,
    references=("CWE-377",),
    controls=(),
    aliases=("B306",),
)
WATCH = Watch(calls=("tempfile.mktemp", "os.tempnam", "os.tmpnam"))
BAD = ("import tempfile\npath = tempfile.mktemp(suffix='.pkl')",)
GOOD = (
    "import tempfile\nhandle, path = tempfile.mkstemp()",
    "import tempfile\nwith tempfile.NamedTemporaryFile() as file:\n    file.write(b'')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report the call."""
    yield Hit(f"{spoken(call)} only chooses a name; the file can be someone else's.")

"""Loading marshalled data.

What it does
------------
Finds ``marshal.load`` and ``marshal.loads``.

Why it matters
--------------
Marshalled data can hold code objects, and the reader is not safe against crafted data: it can
crash the interpreter or worse.

Use instead
-----------
JSON for data; import a module for code.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import loads
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS205",
    "marshal-load",
    "Marshalled data can hold code, and its reader is not hardened.",
    advice="Use JSON for data, and an import for code.",
    severity=Severity.MEDIUM,
    references=("CWE-502", "ATLAS AML.T0011.000"),
    aliases=("B302",),
)
WATCH = Watch(calls=("marshal.load", "marshal.loads"))
BAD = (
    "import marshal\ncode = marshal.loads(blob)",
    "import marshal\nread = marshal.load\ncode = read(open('x.bin', 'rb'))",
)
GOOD = (
    "import marshal\nblob = marshal.dumps(code)",
    "from marshmallow import Schema\nclass S(Schema):\n    pass\nS().loads('{}')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report every load."""
    yield loads(call, facts, "may give code objects", worst=Severity.HIGH)

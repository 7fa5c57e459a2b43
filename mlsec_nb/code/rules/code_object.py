"""Making a function from data.

What it does
------------
Finds ``types.FunctionType`` and ``types.CodeType`` that are given something unmarshalled, decoded
or downloaded.

Why it matters
--------------
This turns bytes into code that runs, past every reader of the notebook.

Use instead
-----------
Ship the code as a module.

References
----------
CWE-94
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Ref, leaves

RULE = rule(
    "MLS214",
    "code-object",
    "Data is turned into a function.",
    advice="Ship the code as a module and import it.",
    confidence=Confidence.MEDIUM,
    references=("CWE-94",),
    aliases=("B301",),
)
DATA = ("marshal.", "base64.", "requests.", "urllib.", "pickle.", "zlib.")
WATCH = Watch(calls=("types.FunctionType", "types.CodeType", "types.LambdaType"), references=False)
BAD = (
    "import types, base64\nfn = types.CodeType(*base64.b64decode(blob))",
    "import types, dis\n# %%\nfn = types.FunctionType(code, globals())",
)
GOOD = (
    "import types\nisinstance(fn, types.FunctionType)",
    "import types\ndef f():\n    pass\ncopy = types.FunctionType(f.__code__, f.__globals__)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a function made of anything but another function's code."""
    origins = [atom.path for value in call.args for atom in leaves(value) if isinstance(atom, Ref)]
    if call.names[0].endswith("CodeType") or any(path.startswith(DATA) for path in origins):
        yield Hit(f"{spoken(call)} makes code from data.")
    elif isinstance(call.site.node, ast.Call) and not _copies(call.site.node):
        yield Hit(f"{spoken(call)} makes a function from a code object.", severity=Severity.MEDIUM)


def _copies(node: ast.Call) -> bool:
    """Whether the code is another function's ``__code__``."""
    first = node.args[0] if node.args else None
    return isinstance(first, ast.Attribute) and first.attr in ("__code__", "func_code")

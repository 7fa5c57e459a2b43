"""Loading a pickle.

What it does
------------
Finds ``pickle.load``, ``pickle.loads`` and ``pickle.Unpickler``, under whatever name they are
called, and subclasses of ``Unpickler`` that do not override ``find_class``.

Why it matters
--------------
A pickle is a program. Loading one runs it with the rights of the kernel, before anything can be
looked at: whoever can write the file can run code here.

Use instead
-----------
For weights ``safetensors``, for scikit-learn models ``skops``, for tables Parquet, for plain data
JSON. If it must be a pickle, compare a digest from a trusted place first, or override
``Unpickler.find_class`` with an allow list.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000,
https://docs.python.org/3/library/pickle.html#restricting-globals
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlsec_nb.code.common import loads, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.notebook.names.values import Ref

RULE = rule(
    "MLS201",
    "pickle-load",
    "Loading a pickle runs the code in it.",
    advice="Use safetensors, skops, Parquet or JSON; or verify a digest of the file before it is loaded.",
    references=("CWE-502", "ATLAS AML.T0011.000"),
    aliases=("B301",),
)
WATCH = Watch(calls=("pickle.load", "pickle.loads", "pickle.Unpickler", "pickle.Unpickler.load"))
BAD = (
    "import pickle\nmodel = pickle.load(open('model.pkl', 'rb'))",
    "import pickle as pk\n# %%\nread = pk.loads\n# %%\nmodel = read(blob)",
    "import pickle\nmodels = list(map(pickle.load, files))",
    "import pickle\nobj = pickle.Unpickler(stream).load()",
    "%time model = __import__('cPickle').load(handle)",
)
GOOD = (
    "import pickle\npickle.dump(model, open('model.pkl', 'wb'))",
    "import json as pickle\npickle.load(handle)",
    "import pickle\n"
    "class Safe(pickle.Unpickler):\n"
    "    def find_class(self, module, name):\n"
    "        raise pickle.UnpicklingError(name)\n"
    "obj = Safe(stream).load()",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a load; a subclass with its own ``find_class`` is trusted to restrict."""
    if call.subclass is not None and call.subclass.find("find_class") is not None:
        return
    if call.subclass is not None:
        yield Hit(
            f"`{call.subclass.name}` derives from `pickle.Unpickler` and does not override `find_class`."
        )
        return
    if call.names[0].endswith("Unpickler.load") and not _given(call):
        return  # reported where it was made
    if "Unpickler" in call.names[0]:
        yield Hit(f"{spoken(call)} unpickles its input without restricting what it may call.")
        return
    yield loads(call, facts, "runs the code in what it loads")


def _given(call: Call) -> bool:
    """Whether the unpickler is a parameter, of which nothing but the class is known."""
    function = call.site.node.func if isinstance(call.site.node, ast.Call) else None
    named = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
    return named and not any(isinstance(a, Ref) and a.inputs for a in call.receiver)

"""Loading DSPy programs that are pickled.

What it does
------------
Finds ``dspy.load``, and ``load`` of a program, with ``allow_pickle=True`` or a ``.pkl`` file.

Why it matters
--------------
A whole program is saved with cloudpickle: loading it runs code in it.

Use instead
-----------
``program.load("state.json")``, which restores the state of a program made in code.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import loads
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.paths import suffix
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.notebook.names.values import always, truthy

RULE = rule(
    "MLS288",
    "dspy-load",
    "Loading a DSPy program runs code in it.",
    advice="Save and load the state as JSON.",
    references=("CWE-502", "ATLAS AML.T0011.000"),
)
WATCH = Watch(calls=("dspy.load", "dspy.*.load"))
BAD = (
    "import dspy\nprogram = dspy.load('./program')",
    "import dspy\nprogram = dspy.load('./program', allow_pickle=True)",
    "import dspy\nprogram = dspy.Predict('q -> a')\nprogram.load('state.pkl')",
)
GOOD = ("import dspy\nprogram = dspy.Predict('q -> a')\nprogram.load('state.json')",)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report whole programs and pickled states."""
    whole = call.names[0] == "dspy.load" and not always(call.get("allow_pickle"), False)
    state = suffix(call.get("path", 0)) in (".pkl", ".pickle") or truthy(call.get("allow_pickle"))
    if whole or state:
        yield loads(call, facts, "unpickles the program", name="path")

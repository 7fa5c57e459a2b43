"""Expressions that are evaluated.

What it does
------------
Finds ``numexpr.evaluate``, SymPy's ``sympify``, ``parse_expr`` and ``lambdify``, ``asteval``,
``simpleeval``, ``parse_type_line`` of TorchScript and others given text that is not a literal.

Why it matters
--------------
They call ``eval`` inside, or have been talked into running code (CVE-2023-39631, CVE-2022-45907).

Use instead
-----------
Parse numbers and choices; numexpr 2.8.5 or later keeps ``sanitize=True``.

References
----------
CWE-95, CVE-2023-39631, CVE-2022-45907
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import dynamic, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.paths import fixed
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.code.taint import is_foreign
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Const, Ref, Text, Value, always

RULE = rule(
    "MLS263",
    "expression-eval",
    "An expression that is not in the notebook is evaluated.",
    advice="Parse numbers and choices instead of evaluating text.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("CWE-95", "CVE-2023-39631", "CVE-2022-45907"),
    controls=("MODEL-17",),
    aliases=("B307",),
)
EXPRESSIONS = {
    "numexpr.evaluate": ("ex", 0),
    "numexpr.necompiler.evaluate": ("ex", 0),
    "sympy.sympify": ("a", 0),
    "sympy.core.sympify.sympify": ("a", 0),
    "sympy.S": ("a", 0),
    "sympy.parse_expr": ("s", 0),
    "sympy.parsing.sympy_parser.parse_expr": ("s", 0),
    "sympy.parsing.parse_expr": ("s", 0),
    "sympy.lambdify": ("expr", 1),
    "sympy.utilities.lambdify.lambdify": ("expr", 1),
    "asteval.Interpreter.eval": ("expr", 0),
    "asteval.Interpreter.__call__": ("expr", 0),
    "simpleeval.simple_eval": ("expr", 0),
    "simpleeval.SimpleEval.eval": ("expr", 0),
    "simpleeval.EvalWithCompoundTypes.eval": ("expr", 0),
    "torch.jit.annotations.parse_type_line": ("type_line", 0),
    "dask.dataframe.DataFrame.query": ("expr", 0),
    "dask.dataframe.read_csv.query": ("expr", 0),
    "dask.dataframe.read_parquet.query": ("expr", 0),
}
MOSTLY_OBJECTS = ("sympy.sympify", "sympy.S", "sympy.lambdify", "sympy.utilities.lambdify.lambdify")
FILTERED = ("asteval.", "simpleeval.")
WATCH = Watch(calls=tuple(EXPRESSIONS))
BAD = (
    "import numexpr as ne\nresult = ne.evaluate(expression)",
    "from sympy import sympify\nformula = sympify(input())",
    "from sympy.parsing.sympy_parser import parse_expr\nformula = parse_expr(text)",
    "from asteval import Interpreter\nevaluate = Interpreter()\nevaluate(text)",
)
GOOD = (
    "import numexpr as ne\nresult = ne.evaluate('2 * a + 3 * b')",
    "import sympy as sp\nx = sp.symbols('x')\nf = sp.lambdify(x, sp.sin(x) ** 2)",
    "from sympy import sympify\nhalf = sympify('1/2')",
    "import numexpr as ne\nresult = ne.evaluate(text, sanitize=True)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report text that is computed; of objects only those known to be text."""
    name = call.names[0]
    text = call.get(*EXPRESSIONS[name])
    if text is None and call.reference:
        text = ()
    if not dynamic(text) or fixed(text) or always(call.get("sanitize"), True):
        return
    if name in MOSTLY_OBJECTS and not call.reference and not _textual(text):
        return
    severity = Severity.HIGH if is_foreign(text) else None
    if name.startswith(FILTERED):
        severity = Severity.LOW
    yield Hit(f"{spoken(call)} evaluates an expression that is not a literal.", severity=severity)


def _textual(value: Value | None) -> bool:
    """Whether it is unknown or text; SymPy is mostly given objects of its own."""
    if not value:
        return True
    return any(
        isinstance(a, Text) or (isinstance(a, Const) and isinstance(a.value, str)) for a in value
    ) or any(isinstance(a, Ref) and not a.name.startswith(("sympy.", "?")) for a in value)

"""Expressions for pandas that are put together from data.

What it does
------------
Finds ``pandas.eval``, ``DataFrame.eval`` and ``DataFrame.query``, of cuDF and GeoPandas too,
with an expression that is not a literal.

Why it matters
--------------
The expression is code: ``@`` reaches local variables, and through their attributes the rest of
Python.

Use instead
-----------
Boolean masks (``df[df.a > value]``), or a literal expression with ``@value``.

References
----------
CWE-95, https://pandas.pydata.org/docs/reference/api/pandas.eval.html
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts, Source
from mlsec_nb.code.paths import fixed
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Ref, leaves

RULE = rule(
    "MLS232",
    "pandas-eval",
    "pandas evaluates an expression that is not a literal.",
    advice="Use boolean masks, or a literal expression that refers to values with @name.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("CWE-95",),
    controls=(),
    aliases=("B307",),
)
LIBRARIES = ("pandas.", "geopandas.", "cudf.")
WATCH = Watch(calls=("*.eval", "*.query"))
INPUTS = ("builtins.input", "ipywidgets.", "flask.request", "sys.argv", "os.environ", "builtins.open")
BAD = (
    "import pandas as pd\nresult = pd.eval(expression)",
    "import pandas as pd\ndf = pd.read_csv('data.csv')\nrows = df.query(f'a > {limit}')",
    "import pandas as pd\ncondition = input()\n# %%\ndf = pd.DataFrame(data)\n"
    "rows = df[df.a > 1].query(condition)",
    "import pandas as pd\ndef select(df, condition):\n    return df.query(condition)",
)
GOOD = (
    "import pandas as pd\ndf = pd.read_csv('data.csv')\nlimit = 5\nrows = df.query('a > @limit')",
    "import pandas as pd\ntotal = pd.eval('a + b')\ndf = pd.DataFrame(data)\n"
    "df.eval('c = a / b', inplace=True)",
    "import pandas as pd\nlimit = 5\ndf = pd.DataFrame(data)\nrows = df.query(f'a > {limit}')",
    "import torch, pandas\nmodel.eval()\nresult = collection.query(texts)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report an expression that is not known; one that a user gives weighs most."""
    expression = call.get("expr", 0)
    if (expression is None and not call.reference) or fixed(expression) or not _is_frame(call, facts):
        return
    hit = Hit(f"{spoken(call)} evaluates an expression that is not a literal.")
    names = [atom.name for atom in leaves(expression) if isinstance(atom, Ref)]
    if facts.source(expression) is Source.REMOTE or any(name.startswith(INPUTS) for name in names):
        yield replace(hit, severity=Severity.HIGH, confidence=Confidence.HIGH)
    else:
        known = call.names and not call.names[0].startswith("?")
        yield hit if known else replace(hit, severity=Severity.LOW)


def _is_frame(call: Call, facts: Facts) -> bool:
    """Whether the call is of pandas, or of a variable that is named like a data frame."""
    if call.names and not call.names[0].startswith("?"):
        return any(name.startswith(LIBRARIES) for name in call.names)
    function = call.site.node.func if isinstance(call.site.node, ast.Call) else None
    receiver = function.value if isinstance(function, ast.Attribute) else None
    while isinstance(receiver, ast.Subscript | ast.Attribute):
        receiver = receiver.value
    name = receiver.id if isinstance(receiver, ast.Name) else ""
    return facts.imported("pandas") and (
        name in ("df", "data", "frame") or name.startswith("df_") or name.endswith("_df")
    )

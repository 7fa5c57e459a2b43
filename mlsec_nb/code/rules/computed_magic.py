"""Magics whose text is computed.

What it does
------------
Finds ``run_line_magic``, ``run_cell_magic`` and ``magic`` with a magic or an argument that is not
a literal. Literal ones are judged like the magic they run.

Why it matters
--------------
A magic runs code and shell commands: whoever can influence the text runs them here.

Use instead
-----------
The function behind the magic, with checked arguments.

References
----------
CWE-78, CWE-95
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import dynamic, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.paths import fixed
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.code.taint import is_answer
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Value, strings

RULE = rule(
    "MLS268",
    "computed-magic",
    "A magic is run whose text is put together at run time.",
    advice="Call the function behind the magic, with checked arguments.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("CWE-78", "CWE-95"),
    controls=(),
)
SHELL = "IPython.core.interactiveshell.InteractiveShell"
METHODS = ("run_line_magic", "run_cell_magic", "magic")
EXECUTES = frozenset(
    "sx system sc bash sh ! !! script python python3 time timeit prun run load macro env pip conda px".split()
)
WATCH = Watch(
    calls=(
        *(f"IPython.get_ipython.{name}" for name in METHODS),
        *(f"{SHELL}.{name}" for name in METHODS),
        *(f"{SHELL}.instance.{name}" for name in METHODS),
        "IPython.Application.instance.shell.run_line_magic",
    ),
    references=False,
)
BAD = (
    "get_ipython().run_line_magic('sx', command)",
    "from IPython import get_ipython\nget_ipython().run_cell_magic('bash', '', script)",
    "get_ipython().run_line_magic(name, text)",
    "get_ipython().magic(f'run {path}')",
)
GOOD = (
    "get_ipython().run_line_magic('matplotlib', 'inline')",
    "get_ipython().run_line_magic('load_ext', 'autoreload')",
    "get_ipython().run_line_magic('cd', folder)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report an unknown magic, and unknown text for one that runs it."""
    if any(is_answer(value) for value in call.args):
        return  # reported by llm-output-exec
    name = call.args[0] if call.args else call.get("magic_name")
    rest = (*call.args[1:], *call.keywords.values())
    if name is None:
        return
    if dynamic(name) and not fixed(name):
        yield Hit(f"{spoken(call)} runs a magic that is put together at run time.", severity=Severity.HIGH)
    elif _executes(name) and any(dynamic(value) and not fixed(value) for value in rest):
        yield Hit(f"{spoken(call)} runs text that is put together at run time.", severity=Severity.HIGH)


def _executes(name: Value) -> bool:
    return any(word.split(" ")[0] in EXECUTES for word in strings(name))

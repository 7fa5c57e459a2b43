"""Marking other notebooks as trusted.

What it does
------------
Finds ``NotebookNotary.sign`` and ``jupyter trust``.

Why it matters
--------------
Trust makes the HTML and JavaScript in the outputs of a notebook run when it is opened.

Use instead
-----------
Open the notebook, read it, run it.

References
----------
CWE-345
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Shell, Watch, rule
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS283",
    "notebook-trust",
    "A notebook is marked as trusted without being read.",
    advice="Review the notebook instead.",
    severity=Severity.MEDIUM,
    references=("CWE-345",),
    controls=("HUMAN-04",),
)
WATCH = Watch(
    calls=(
        "nbformat.sign.NotebookNotary.sign",
        "nbformat.sign.NotebookNotary.mark_cells",
        "*.trust_notebook",
    ),
    programs=("jupyter", "jupyter-trust"),
)
BAD = (
    "from nbformat.sign import NotebookNotary\nNotebookNotary().sign(nb)",
    "!jupyter trust other.ipynb",
)
GOOD = (
    "from nbformat.sign import NotebookNotary\nNotebookNotary().check_signature(nb)",
    "!jupyter nbconvert x.ipynb",
)


def check(event: Call | Shell, facts: Facts) -> Iterator[Hit]:
    """Report every signing."""
    if isinstance(event, Call):
        yield Hit(f"{spoken(event)} makes a notebook trusted.")
    elif event.command.program == "jupyter-trust" or event.command.argv[1:2] == ["trust"]:
        yield Hit("`jupyter trust` makes the scripts in a notebook's outputs run.")

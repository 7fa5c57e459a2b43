"""Code that is carried by value.

What it does
------------
Finds functions and classes that dill and cloudpickle carry as bytecode, marshalled code,
TorchScript operators that touch files, and Python source or bytecode packed with a model when it
uses dangerous names. Also text that an honest library runs when it builds its objects: the template in
the state of scipy's distributions when it does more than scipy's own, expressions given to sympy.

Why it matters
--------------
Such code runs when the model is used, and at once when the pickle calls it. No list of names can
say what it does.

Use instead
-----------
Functions in a package that is reviewed and installed, pickled by reference.

References
----------
CWE-502, CWE-506

"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.examples import PLAIN, zipped
from mlsec_nb.artifacts.facts import Code
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS318",
    "embedded-code",
    "The file carries code, not only data.",
    severity=Severity.MEDIUM,
    advice="Read the code before the model is used, or ask for a model that refers to an installed package.",
    references=("CWE-502", "CWE-506"),
    controls=("MODEL-01", "MODEL-02"),
)
LISTENS = Code
BAD = (
    ("model.zip", zipped(("code/run.py", b"import os\nos.system('id')\n"))),
    ("f.pkl", b"\x80\x04ccloudpickle.cloudpickle\n_make_function\n(NNtR(tR."),
    (
        "norm.pkl",
        b"\x80\x02cscipy.stats._continuous_distns\nnorm_gen\n)\x81}X\x13\0\0\0_parse_arg_templateX\x06\0\0\0exit()sb.",
    ),
    ("sin.pkl", b"\x80\x02csympy.functions.elementary.trigonometric\nsin\n(S'exit()'\ntR."),
)
GOOD = (
    ("data.pkl", PLAIN),
    (
        "x.pkl",
        b"\x80\x02csympy.functions.elementary.trigonometric\nsin\ncsympy.core.symbol\nSymbol\n(S'f(x)'\ntR\x85R.",
    ),
    ("model.zip", zipped(("code/net.py", b"import torch\nclass Net(torch.nn.Module): pass\n"))),
)
SOURCES = ("Python source", "Python bytecode")


def check(fact: Code) -> Iterator[Verdict]:
    """Report code: source only for what it uses, bytecode always."""
    if fact.kind in SOURCES and not fact.dangerous:
        return
    if fact.kind.endswith(("_setstate", "_make_cell", "_make_empty_cell", "_create_cell")) and not fact.runs:
        return
    uses = f", which uses {', '.join(fact.dangerous[:6])}" if fact.dangerous else ""
    calls = ", and calls it on loading" if fact.runs else ""
    by_hand = fact.kind.startswith("types.")  # cloudpickle and dill make code through functions of their own
    severity = Severity.CRITICAL if fact.runs else Severity.HIGH if fact.dangerous or by_hand else None
    yield Verdict(
        subject=f"{fact.kind}:{fact.subject}" if fact.kind in SOURCES or fact.dangerous else fact.kind,
        message=f"The file carries code ({fact.kind}){uses}{calls}.",
        evidence=fact.subject[:200],
        severity=severity,
    )

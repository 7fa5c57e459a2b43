"""A pickle asks for a callable that does harm.

What it does
------------
Finds globals in pickles (and types in skops schemas) that run programs or code, import or reach
arbitrary names, unpickle other data, touch files, the network or the interpreter, and everything
else of the standard library that is not on the allowlist. Every spelling counts: `GLOBAL`, `INST`,
`STACK_GLOBAL` through the memo, dotted names, names of Python 2, `getattr` chains and partials.

Why it matters
--------------
A pickle is a program. Loading it imports the module and calls the function with arguments from the
file, before the loader returns.

Use instead
-----------
A format without code: safetensors (`safetensors.torch.save_file(model.state_dict(),
"model.safetensors")`), skops (`skops.io.dump(model, "model.skops")`), ONNX, or `.npy` with
`allow_pickle=False`.

References
----------
CWE-502, ATLAS AML.T0011.000, CVE-2025-1716, CVE-2025-32434

"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.examples import PLAIN, SYSTEM
from mlsec_nb.artifacts.facts import Imports
from mlsec_nb.artifacts.pickles.values import Global, show
from mlsec_nb.artifacts.rule import SAFER, rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity
from mlsec_nb.policy.dangerous import SIDE
from mlsec_nb.policy.policy import renamed

RULE = rule(
    "MLS301",
    "dangerous-import",
    "Loading the file would import or call something that does harm.",
    severity=Severity.CRITICAL,
    advice=f"Do not load this file. Ask its source for the weights alone. {SAFER}",
    references=("CWE-502", "ATLAS AML.T0011.000"),
    controls=("MODEL-01", "MODEL-02"),
)
LISTENS = Imports
BAD = (
    ("model.pkl", SYSTEM),
    ("model.pkl", b"\x80\x04\x8c\x05posix\x94\x8c\x06system\x94\x93\x94\x8c\x02id\x94\x85\x94R\x94."),
    ("old.pkl", b"c__builtin__\neval\n(S'1'\ntR."),
    ("inst.pkl", b"(S'id'\nios\nsystem\n."),
    (
        "chain.pkl",
        b"\x80\x04cnumpy\nndarray\n0cbuiltins\ngetattr\n(cbuiltins\n__import__\n(S'os'\ntRS'system'\ntR(S'id'\ntR.",
    ),
)
GOOD = (
    ("data.pkl", PLAIN),
    ("counter.pkl", b"\x80\x04\x8c\x0bcollections\x94\x8c\x07Counter\x94\x93\x94}\x94\x85\x94R\x94."),
)


def check(fact: Imports) -> Iterator[Verdict]:
    """Report every dangerous name, and ``getattr`` where what it reaches is not known."""
    for found in fact.names:
        if found.verdict == "dangerous" or _in_doubt(found):
            yield Verdict(
                subject=found.path,
                message=f"Loading would import {_full(found)}, which {found.effect}"
                f" (opcode at byte {found.offset:,}).",
                evidence=f"{found.path}({show(found.arguments)[1:-1]})" if found.uses else found.path,
                severity=Severity.HIGH if found.effect == SIDE else None,
            )


def _in_doubt(found: Global) -> bool:
    """Names that are harmless in one use: ``getattr`` called with constants, ``type`` as a mere value."""
    called = "called" in found.uses
    return (found.verdict == "reflective" and (not called or "passed on" in found.uses)) or (
        found.verdict == "passive" and (called or "passed on" in found.uses)
    )


def _full(found: Global) -> str:
    module, name = renamed(found.module, found.name)
    return (
        found.path if (module, name) == (found.module, found.name) else f"{found.path} (now {module}.{name})"
    )

"""Opening the allow list of ``torch.load``.

What it does
------------
Finds ``torch.serialization.add_safe_globals`` and ``safe_globals`` with functions that can run
anything.

Why it matters
--------------
With ``getattr``, ``eval``, ``functools.partial`` or anything of ``os`` on the list, a checkpoint
can run code in spite of ``weights_only=True``.

Use instead
-----------
List the classes of your own checkpoints only.

References
----------
CWE-502
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Ref, leaves

RULE = rule(
    "MLS212",
    "torch-safe-globals",
    "The allow list of torch.load holds functions that can run anything.",
    advice="Allow only the classes that your checkpoints need.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("CWE-502",),
    aliases=("B614",),
)
DANGEROUS = ("os.", "subprocess.", "operator.", "importlib.", "sys.", "shutil.", "pickle.", "ctypes.")
FUNCTIONS = frozenset(
    {
        f"builtins.{name}"
        for name in ("getattr", "eval", "exec", "compile", "open", "__import__", "map", "filter")
    }
    | {"functools.partial", "functools.reduce", "torch.load", "joblib.load", "numpy.load", "runpy.run_path"}
)
WATCH = Watch(
    calls=("torch.add_safe_globals", "torch.safe_globals", "torch.serialization.add_safe_globals"),
    references=False,
)
BAD = (
    "import torch, os\ntorch.serialization.add_safe_globals([os.system])",
    "import torch\nwith torch.serialization.safe_globals([getattr]):  # bad\n    pass",
)
GOOD = ("import torch\nfrom project import Config\ntorch.serialization.add_safe_globals([Config])",)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a list that holds a way to call anything."""
    for value in call.args:
        for atom in leaves(value):
            if isinstance(atom, Ref) and (atom.name.startswith(DANGEROUS) or atom.name in FUNCTIONS):
                shown = atom.name.removeprefix("builtins.")
                yield Hit(f"`{shown}` on the allow list lets a checkpoint run code.")
                return

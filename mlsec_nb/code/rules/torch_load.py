"""Loading PyTorch checkpoints without ``weights_only``.

What it does
------------
Finds ``torch.load`` where ``weights_only`` is missing or not certainly ``True``, and with a
``pickle_module``.

Why it matters
--------------
A checkpoint is a zip file around a pickle. Without ``weights_only=True``, which is the default
only since PyTorch 2.6, loading it runs the code in it; the restricted loader itself could be
bypassed before 2.6 (CVE-2025-32434) and corrupted memory before 2.10 (CVE-2026-24747).

Use instead
-----------
``safetensors.torch.load_file``, or ``torch.load(f, weights_only=True)`` with PyTorch 2.10 or later.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000, CVE-2025-32434, CVE-2026-24747,
https://pytorch.org/docs/stable/generated/torch.load.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlsec_nb.code.common import loads, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.fixes import set_keyword
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import always

RULE = rule(
    "MLS210",
    "torch-load",
    "torch.load may run code in the checkpoint.",
    advice="Use safetensors.torch.load_file, or weights_only=True with PyTorch 2.10 or later.",
    references=("CWE-502", "ATLAS AML.T0011.000", "CVE-2025-32434", "CVE-2026-24747"),
    aliases=("B614", "B301"),
)
WATCH = Watch(calls=("torch.load", "torch._load", "torch._legacy_load", "torch.storage._load_from_bytes"))
BAD = (
    "import torch\nstate = torch.load('model.pt')",
    "import torch\nstate = torch.load(path, weights_only=False)",
    "import torch\noptions = dict(weights_only=False)\nstate = torch.load(path, **options)",
    "import torch, dill\nstate = torch.load(path, weights_only=True, pickle_module=dill)",
)
GOOD = (
    "import torch\nstate = torch.load(path, weights_only=True)",
    "import torch\nfrom functools import partial\n"
    "read = partial(torch.load, weights_only=True)\nstate = read(path)",
    "from safetensors.torch import load_file as load\nstate = load(path)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a load that is not, or not certainly, restricted to weights."""
    if not call.names[0].endswith("torch.load"):
        yield loads(call, facts, "unpickles without restriction", name="f")
        return
    module = call.get("pickle_module", 2)
    if module and not always(module, None):
        yield loads(call, facts, "is given a pickle_module, which runs the code in the file", name="f")
        return
    weights_only = call.get("weights_only")
    if weights_only is None:
        yield from _default(call, facts)
    elif not always(weights_only, True):
        hit = loads(call, facts, "is not limited by weights_only=True and may run code", name="f")
        confidence = None if weights_only else Confidence.MEDIUM
        yield replace(hit, confidence=confidence, fix=set_keyword(call, "weights_only", "True"))
    elif facts.older("torch", "2.6"):
        message = f"{spoken(call)}: weights_only=True can be bypassed in the pinned PyTorch (CVE-2025-32434)."
        yield Hit(message, severity=Severity.MEDIUM, advice="Pin torch>=2.10.")


def _default(call: Call, facts: Facts) -> Iterator[Hit]:
    older = facts.older("torch", "2.6")
    if older is False:
        message = f"{spoken(call)} leaves weights_only to the default, which is safe in the pinned version."
        yield Hit(message, severity=Severity.INFO)
        return
    hit = loads(
        call, facts, "without weights_only=True runs the code in the file before PyTorch 2.6", name="f"
    )
    confidence = None if older else Confidence.MEDIUM
    yield replace(hit, confidence=confidence, fix=set_keyword(call, "weights_only", "True"))

"""PyTorch Hub: code and weights that are not pinned.

What it does
------------
Finds ``torch.hub.load``, ``help`` and ``list`` of a repository that is not pinned to a commit, and
``load_state_dict_from_url`` (also ``model_zoo.load_url``) without ``check_hash`` and ``weights_only``.

Why it matters
--------------
``torch.hub`` downloads a repository and runs its ``hubconf.py``, ``help`` and ``list`` included; a
branch or tag can be moved. ``load_state_dict_from_url`` unpickles what it downloads unless
``weights_only=True``.

Use instead
-----------
``owner/name:<40 digits of a commit>``, or ``source="local"``; ``check_hash=True, weights_only=True``.

References
----------
CWE-494, CWE-502, MITRE ATLAS AML.T0010, https://pytorch.org/docs/stable/hub.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import always, is_literal, possibly, strings

RULE = rule(
    "MLS231",
    "torch-hub",
    "PyTorch Hub runs or unpickles something that is not pinned.",
    advice="Pin owner/name:<commit>; for weights pass check_hash=True and weights_only=True.",
    references=("CWE-494", "CWE-502", "ATLAS AML.T0010"),
    controls=("MODEL-03", "MODEL-04"),
    aliases=("B614",),
)
CODE = {"torch.hub.load": "repo_or_dir", "torch.hub.help": "github", "torch.hub.list": "github"}
WEIGHTS = (
    "torch.hub.load_state_dict_from_url",
    "torchvision.models.utils.load_state_dict_from_url",
    "torchvision._internally_replaced_utils.load_state_dict_from_url",
    "torchvision.models._utils.load_state_dict_from_url",
)
WATCH = Watch(calls=(*CODE, *WEIGHTS))
PINNED = re.compile(r"[\w.-]{1,100}/[\w.-]{1,100}:[0-9a-fA-F]{40}")
OWNERS = ("pytorch/", "facebookresearch/", "facebookincubator/", "fairinternal/")
"""Owners that PyTorch itself does not ask about."""

BAD = (
    "import torch\nmodel = torch.hub.load('ultralytics/yolov5', 'yolov5s')",
    "import torch\nmodel = torch.hub.load(repo, 'resnet18', trust_repo=True, skip_validation=True)",
    "from torch import hub\nprint(hub.list('pytorch/vision:v0.10.0'))",
    "from torch.hub import load_state_dict_from_url\nstate = load_state_dict_from_url(url, progress=False)",
    "from torch.utils import model_zoo\nstate = model_zoo.load_url('https://example.org/net.pth')",
)
GOOD = (
    f"import torch\nmodel = torch.hub.load('pytorch/vision:{'0123456789' * 4}', 'resnet18')",
    "import torch\nmodel = torch.hub.load('./vision', 'resnet18', source='local')",
    "import torch\nstate = torch.hub.load_state_dict_from_url(url, check_hash=True, weights_only=True)",
    "import torch\ntorch.hub.set_dir('cache')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report by what is downloaded: code or weights."""
    yield from _code(call) if call.names[0] in CODE else _weights(call)


def _code(call: Call) -> Iterator[Hit]:
    repo = call.get(CODE[call.names[0]], 0)
    known = strings(repo)
    if always(call.get("source"), "local") or "local" in strings(call.get("source")):
        return
    if is_literal(repo) and known and all(PINNED.fullmatch(text) for text in known):
        return
    trusted = is_literal(repo) and all(text.startswith(OWNERS) for text in known)
    silenced = possibly(call.get("trust_repo"), True) or possibly(call.get("skip_validation"), True)
    severity = Severity.MEDIUM if trusted and not silenced else Severity.HIGH
    yield Hit(f"{spoken(call)} runs code of a repository that is not pinned to a commit.", severity=severity)


def _weights(call: Call) -> Iterator[Hit]:
    checked = always(call.get("check_hash", 4), True)
    if not always(call.get("weights_only"), True):
        severity = Severity.MEDIUM if checked else Severity.HIGH
        yield Hit(f"{spoken(call)} without weights_only=True unpickles what it downloads.", severity=severity)
    elif not checked:
        message = f"{spoken(call)} without check_hash=True takes whatever the address serves."
        yield Hit(message, severity=Severity.LOW)

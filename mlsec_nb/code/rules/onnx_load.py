"""ONNX models from a hub, or with an ``onnx`` that follows paths out of the model's folder.

What it does
------------
Finds ``onnx.hub.load`` of a repository without a commit or with ``silent=True``, and with a vulnerable
``onnx`` pinned, loading of models and their external data.

Why it matters
--------------
A model may name any file as its external data: before ``onnx`` 1.17 that reached files outside its
folder. ``silent=True`` hides the question whether a repository is trusted.

Use instead
-----------
``onnx`` 1.17 or later; ``onnx.hub.load(model, repo="onnx/models:<commit>")``.

References
----------
CWE-22, CWE-494, CVE-2022-25882, CVE-2024-27318
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import always, is_literal, strings, truthy

RULE = rule(
    "MLS243",
    "onnx-load",
    "An ONNX model comes from an unpinned place, or may reach files outside its folder.",
    advice="Use onnx>=1.17, and pin the commit of a hub repository.",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    references=("CWE-22", "CWE-494", "CVE-2022-25882", "CVE-2024-27318"),
    controls=("MODEL-04",),
)
HUB = "onnx.hub.load"
WATCH = Watch(
    calls=(HUB, "onnx.load", "onnx.load_model", "onnx.external_data_helper.load_external_data_for_model")
)
PINNED = re.compile(r"[^:]{1,200}:[0-9a-f]{40}")
BAD = (
    "import onnx\nmodel = onnx.hub.load('resnet50')",
    "from onnx import hub\nmodel = hub.load('resnet50', repo='someone/models:main', silent=True)",
    "%pip install onnx==1.15.0\nimport onnx\nmodel = onnx.load('model.onnx')",
)
GOOD = (
    "import onnx\nmodel = onnx.load('model.onnx')\nonnx.checker.check_model(model)",
    "import onnxruntime as ort\nsession = ort.InferenceSession('model.onnx')",
    f"import onnx\nmodel = onnx.hub.load('resnet50', repo='onnx/models:{'0123456789abcdef' * 2}01234567')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report unpinned hubs, and loads with a vulnerable version."""
    if call.names[0] == HUB:
        repo = call.get("repo", 1)
        known = strings(repo)
        official = repo is None or (
            is_literal(repo) and all(text.startswith("onnx/models") for text in known)
        )
        if truthy(call.get("silent", 4)) and not official:
            message = f"{spoken(call)} with silent=True does not ask whether the repository is trusted."
            yield Hit(message, severity=Severity.MEDIUM)
        elif not (strings(repo) and all(PINNED.fullmatch(text) for text in strings(repo))):
            severity = Severity.LOW if official else Severity.MEDIUM
            yield Hit(f"{spoken(call)} downloads from a repository without a commit.", severity=severity)
    elif facts.older("onnx", "1.17") and not always(call.get("load_external_data"), False):
        message = (
            f"{spoken(call)}: a model can reach files outside its folder in the pinned onnx, before 1.17."
        )
        yield Hit(message, confidence=Confidence.HIGH)

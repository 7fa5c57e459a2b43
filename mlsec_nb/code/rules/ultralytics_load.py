"""Loading Ultralytics checkpoints.

What it does
------------
Finds ``YOLO(...)``, ``RTDETR(...)``, ``SAM(...)`` and their relatives with a ``.pt`` file that is not
an official asset, and the loaders below them.

Why it matters
--------------
Ultralytics reads ``.pt`` files with ``weights_only=False``, so loading one runs the code in it; a
module that is missing is installed on the way. Official assets such as ``yolov8n.pt`` come from the
releases of the project.

Use instead
-----------
An export to ONNX, or safe loading: ``ULTRALYTICS_SAFE_LOAD=1``, ``torch_safe_load(..., safe_only=True)``.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000, https://docs.ultralytics.com/reference/nn/tasks/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mlsec_nb.code.common import loads
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.paths import ending, suffix
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Value, always, prefix, strings

RULE = rule(
    "MLS226",
    "ultralytics-load",
    "Loading a YOLO checkpoint unpickles it.",
    advice="Export the model to ONNX, or set ULTRALYTICS_SAFE_LOAD=1; verify a digest of what is downloaded.",
    severity=Severity.MEDIUM,
    references=("CWE-502", "ATLAS AML.T0011.000"),
    aliases=("B614", "B301"),
)
CLASSES = ("YOLO", "RTDETR", "SAM", "YOLOWorld", "YOLOE", "FastSAM", "NAS")
LOADERS = (
    "torch_safe_load",
    "attempt_load_one_weight",
    "attempt_load_weights",
    "load_checkpoint",
    "AutoBackend",
)
WATCH = Watch(
    calls=(
        *(f"ultralytics.*.{name}" for name in (*CLASSES, *LOADERS)),
        *(f"ultralytics.{name}.load" for name in CLASSES),
        "yolov5.load",
    )
)
OFFICIAL = re.compile(
    r"(yolov?\d{1,2}[a-z]?[6u]{0,2}|yolo_nas_[sml]|rtdetr-[lx]|sam_[bl]|sam2(\.1)?_[tsbl]|mobile_sam|fastsam-[sx]"
    r"|yoloe-(v8|11|26)[sml])(-(tiny|spp|seg|cls|pose|obb|oiv7|world|worldv2|pf|p2|p6)){0,2}(\.pt)?",
    re.IGNORECASE,
)
BAD = (
    "from ultralytics import YOLO\nmodel = YOLO('runs/detect/train/weights/best.pt')",
    "import ultralytics\nmodel = ultralytics.RTDETR(checkpoint)",
    "from ultralytics import YOLO\nmodel = YOLO('https://example.org/yolov8n.pt')",
    "from ultralytics.nn.tasks import torch_safe_load\ncheckpoint, _ = torch_safe_load('best.pt')",
)
GOOD = (
    "from ultralytics import YOLO\nmodel = YOLO('yolov8n.pt')\nmodel.train(data='coco8.yaml')",
    "from ultralytics import YOLO\nmodel = YOLO('best.onnx')\nother = YOLO('yolov8n.yaml')",
    "%env ULTRALYTICS_SAFE_LOAD=1\nfrom ultralytics import YOLO\nmodel = YOLO('best.pt')",
    "from ultralytics.nn.tasks import torch_safe_load\n"
    "checkpoint, _ = torch_safe_load('best.pt', safe_only=True)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a checkpoint that is not known to be an official asset or another format."""
    name = (
        "model"
        if call.names[0].endswith(CLASSES)
        else "weights"
        if call.args
        else next(iter(call.keywords), "")
    )
    model = call.get(name, 0)
    if (model is None and not call.reference) or always(call.get("safe_only", 1), True) or _is_safe(facts):
        return
    exported = suffix(model) not in ("", ".pt", ".pth") or ending(model).rstrip("/").endswith("_model")
    if exported or _is_official(model):
        return
    hit = loads(call, facts, "unpickles the checkpoint", name=name, worst=Severity.HIGH)
    yield hit if strings(model) else replace(hit, confidence=Confidence.MEDIUM)


def _is_safe(facts: Facts) -> bool:
    return any(
        text.lower() in ("1", "true") for text in strings(facts.variables.get("ULTRALYTICS_SAFE_LOAD"))
    )


def _is_official(model: Value | None) -> bool:
    """Whether all alternatives are official assets; of an f-string the start decides."""
    known = strings(model)
    if known:
        return all(OFFICIAL.fullmatch(text) for text in known)
    start = prefix(model)
    return "/" not in start and OFFICIAL.match(start) is not None

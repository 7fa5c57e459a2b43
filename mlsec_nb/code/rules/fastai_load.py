"""Loading exported fastai learners.

What it does
------------
Finds ``load_learner``, ``load_pickle``, ``load_model_text``, ``from_pretrained_fastai``,
``Learner.load(weights_only=False)``, and ``untar_data`` of an address that fastai does not know.

Why it matters
--------------
``export.pkl`` is a pickle of the whole learner, transforms included: loading it runs the code in it.
``untar_data`` unpacks an archive; only those of ``URLs`` are compared with a digest.

Use instead
-----------
``learn.save`` and ``learn.load``, which read weights alone.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000, https://docs.fast.ai/learner.html#load_learner
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlsec_nb.code.common import loads, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import always, names, possibly

RULE = rule(
    "MLS249",
    "fastai-load",
    "Loading an exported learner unpickles it.",
    advice="Build the learner in code and read weights with learn.load; or verify a digest of the file.",
    references=("CWE-502", "ATLAS AML.T0011.000"),
    aliases=("B301", "B614"),
)
LIBRARIES = ("fastai", "fastcore", "fastai2", "tsai")
WATCH = Watch(
    calls=(
        *(f"{library}.*.{name}" for library in LIBRARIES for name in ("load_learner", "load_pickle")),
        "fastai.*.load_model_text",
        "fastai.*.load",
        "fastai.*.untar_data",
        "tsai.*.load_all",
        "huggingface_hub.from_pretrained_fastai",
    )
)
BAD = (
    "from fastai.vision.all import *\nlearn = load_learner('export.pkl')",
    "from fastai.learner import load_learner as read\n%time learn = read(path/'export.pkl')",
    "from huggingface_hub import from_pretrained_fastai\nlearn = from_pretrained_fastai('user/repo')",
    "from fastai.data.external import untar_data\npath = untar_data('https://example.org/data.tgz')",
)
GOOD = (
    "from fastai.vision.all import *\nlearn = vision_learner(dls, resnet18)\nlearn.load('stage-1')",
    "from fastai.vision.all import *\npath = untar_data(URLs.PETS)\nfiles = get_image_files(path)",
    "from fastai.text.all import *\nlearn.export('export.pkl')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report what unpickles, and archives without a known digest."""
    name = call.names[0]
    if name.endswith(".untar_data"):
        if not any(".URLs." in known for known in names(call.get("url", 0))):
            message = f"{spoken(call)} unpacks an archive that is not compared with a digest."
            yield Hit(message, severity=Severity.MEDIUM, confidence=Confidence.MEDIUM)
    elif name.endswith(".load_model_text"):
        if not always(call.get("weights_only"), True):
            yield replace(loads(call, facts, "unpickles the file"), confidence=Confidence.MEDIUM)
    elif not name.endswith(".load"):
        yield loads(call, facts, "unpickles, and so runs the code in what it loads", name="fname")
    elif possibly(call.get("weights_only"), False):
        yield loads(call, facts, "with weights_only=False runs the code in what it loads")

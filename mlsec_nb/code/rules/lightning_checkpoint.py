"""Loading Lightning checkpoints without ``weights_only``.

What it does
------------
Finds ``load_from_checkpoint`` of modules and data modules, ``Fabric.load``, and a ``ckpt_path`` given
to ``fit``, ``test``, ``validate`` or ``predict``, without ``weights_only=True``.

Why it matters
--------------
A Lightning checkpoint is a ``torch.save`` file with hyper-parameters and states beside the weights;
without ``weights_only=True`` loading it runs the code in it.

Use instead
-----------
``load_from_checkpoint(path, weights_only=True)`` with Lightning 2.6 or later, or safetensors.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000,
https://lightning.ai/docs/pytorch/stable/common/checkpointing_basic.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlsec_nb.code.common import loads
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import always, is_literal, strings

RULE = rule(
    "MLS235",
    "lightning-checkpoint",
    "Loading a Lightning checkpoint may run code in it.",
    advice="Pass weights_only=True (Lightning 2.6 or later), or load safetensors.",
    references=("CWE-502", "ATLAS AML.T0011.000"),
    aliases=("B614", "B301"),
)
LIBRARIES = ("lightning", "darts", "nemo", "pytorch_forecasting", "neuralforecast", "anomalib", "pl_bolts")
RUNS = ("fit", "test", "validate", "predict")
WATCH = Watch(
    calls=(
        "*.load_from_checkpoint",
        "lightning.*.Fabric.load",
        "lightning_fabric.*.Fabric.load",
        "lightning.*.pl_legacy_patch",
        "lightning.*.Trainer",
        *(f"lightning.*.Trainer.{name}" for name in RUNS),
    )
)
BAD = (
    "import pytorch_lightning as pl\nclass Net(pl.LightningModule):\n    pass\n# %%\n"
    "model = Net.load_from_checkpoint('last.ckpt')",
    "from lightning.pytorch import LightningModule\nfrom nets import Net\n"
    "model = Net.load_from_checkpoint(path)",
    "from lightning.fabric import Fabric\nfabric = Fabric()\nstate = fabric.load('state.ckpt')",
    "import lightning as L\ntrainer = L.Trainer()\ntrainer.fit(model, ckpt_path=path)",
)
GOOD = (
    "import lightning as L\nfrom nets import Net\nmodel = Net.load_from_checkpoint(path, weights_only=True)",
    "import lightning as L\ntrainer = L.Trainer()\ntrainer.fit(model)\ntrainer.test(model, ckpt_path='best')",
    "manager.load_from_checkpoint(path)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report loads that are not limited to weights; a run of a trainer only with a checkpoint."""
    name = call.names[0] if call.names else "?"
    if always(call.get("weights_only"), True):
        return
    if name.endswith("load_from_checkpoint"):
        if name.startswith("?") and not any(map(facts.imported, LIBRARIES)):
            return
        known = name.startswith(LIBRARIES)
        hit = loads(call, facts, "runs the code in the checkpoint", name="checkpoint_path")
        yield hit if known else replace(hit, confidence=Confidence.MEDIUM)
    elif name.endswith((".load", ".pl_legacy_patch")):
        yield loads(call, facts, "runs the code in the checkpoint", name="path")
    elif _foreign(call):
        what = "resumes from a checkpoint and runs the code in it"
        argument = "ckpt_path" if "ckpt_path" in call.keywords else "resume_from_checkpoint"
        hit = loads(call, facts, what, name=argument, position=None, worst=Severity.HIGH)
        yield replace(hit, confidence=Confidence.MEDIUM)


def _foreign(call: Call) -> bool:
    """Whether a run is given a checkpoint that is not its own best or last."""
    path = call.keywords.get("ckpt_path", call.keywords.get("resume_from_checkpoint"))
    own = is_literal(path) and all(text in ("best", "last", "hpc", "registry") for text in strings(path))
    return path is not None and not always(path, None) and not own

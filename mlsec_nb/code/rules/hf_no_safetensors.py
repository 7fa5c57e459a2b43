"""Models loaded from pickles although safetensors exist.

What it does
------------
Finds ``use_safetensors=False``, ``weights_only=False`` and ``from_tf``/``from_flax`` in
``from_pretrained``, ``from_single_file`` of a checkpoint, and adapters and embeddings in ``.bin``
or ``.pt`` files.

Why it matters
--------------
``.bin``, ``.pt`` and ``.ckpt`` files are pickles: loading one can run code in it. Safetensors
cannot hold code.

Use instead
-----------
``use_safetensors=True`` and ``.safetensors`` files.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000, CVE-2025-32434
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.paths import suffix
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import always, possibly

RULE = rule(
    "MLS252",
    "hf-no-safetensors",
    "A model is loaded from a pickle although safetensors exist.",
    advice="Load .safetensors files with use_safetensors=True.",
    severity=Severity.MEDIUM,
    references=("CWE-502", "ATLAS AML.T0011.000", "CVE-2025-32434"),
    aliases=("B615", "B614"),
)
PICKLES = (".ckpt", ".pt", ".pth", ".bin", ".pkl", ".th")
SINGLE = "*.from_single_file"
ADDED = ("*.load_lora_weights", "*.load_textual_inversion", "*.load_ip_adapter", "*.load_attn_procs")
LIBRARIES = ("transformers.", "diffusers.", "peft.", "optimum.", "sentence_transformers.", "unsloth.", "?.")
WATCH = Watch(
    calls=(SINGLE, *ADDED),
    keywords=("use_safetensors", "weights_only", "from_pt", "from_tf", "from_flax", "safe_serialization"),
)
BAD = (
    "from transformers import AutoModel\nm = AutoModel.from_pretrained('./m', use_safetensors=False)",
    "from transformers import AutoModel\nm = AutoModel.from_pretrained('./m', weights_only=False)",
    "from diffusers import StableDiffusionPipeline\n"
    "p = StableDiffusionPipeline.from_single_file('model.ckpt')",
    "pipe.load_lora_weights('./lora', weight_name='style.bin')",
)
GOOD = (
    "from transformers import AutoModel\nm = AutoModel.from_pretrained('./m', use_safetensors=True)",
    "from diffusers import StableDiffusionPipeline\n"
    "p = StableDiffusionPipeline.from_single_file('model.safetensors')",
    "model.save_pretrained('out', safe_serialization=True)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report options and files that lead to a pickle."""
    if possibly(call.keywords.get("use_safetensors"), False):
        yield Hit(f"{spoken(call)} with use_safetensors=False unpickles the weights.")
    elif _loads_model(call) and possibly(call.keywords.get("weights_only"), False):
        yield Hit(f"{spoken(call)} with weights_only=False runs code in the weights.", severity=Severity.HIGH)
    elif _loads_model(call) and any(
        always(call.keywords.get(name), True) for name in ("from_pt", "from_tf", "from_flax")
    ):
        yield Hit(f"{spoken(call)} reads a checkpoint of another framework, which may hold code.")
    elif call.names and call.names[0].endswith(".from_single_file"):
        if any(suffix(value) in PICKLES for value in call.args[:1] or call.keywords.values()):
            yield Hit(f"{spoken(call)} unpickles the checkpoint.")
    elif _added(call):
        given = (*call.args[:2], *call.keywords.values())
        if any(suffix(value) in PICKLES for value in given):
            yield Hit(f"{spoken(call)} unpickles what it adds to the model.")


def _loads_model(call: Call) -> bool:
    names = call.names or ("?." + call.method,)
    return any(name.startswith(LIBRARIES) and name.endswith("from_pretrained") for name in names)


def _added(call: Call) -> bool:
    return bool(call.names) and call.names[0].rpartition(".")[2] in {name[2:] for name in ADDED}

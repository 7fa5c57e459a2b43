"""Environment variables that switch safe loading off.

What it does
------------
Finds ``TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD`` and similar switches of other libraries, set from
Python, by ``%env`` or in a shell.

Why it matters
--------------
One variable turns every later load into one that runs code, also inside libraries.

Use instead
-----------
Leave the variable unset, and pass the needed option at the one call that needs it.

References
----------
CWE-1188, CWE-502
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Assignment, Hit, Watch, rule
from mlsec_nb.notebook.names.values import constants

RULE = rule(
    "MLS211",
    "torch-force-unsafe",
    "An environment variable switches safe loading off.",
    advice="Unset the variable.",
    references=("CWE-1188", "CWE-502"),
    aliases=("B614",),
)
ON = ("1", "y", "yes", "true", "on")
OFF = ("0", "n", "no", "false", "off")
SWITCHES = {
    "TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD": ON,
    "HF_HUB_TRUST_REMOTE_CODE": ON,
    "HF_DATASETS_TRUST_REMOTE_CODE": ON,
    "TRUST_REMOTE_CODE": ON,
    "MLFLOW_ALLOW_PICKLE_DESERIALIZATION": ON,
    "MLFLOW_ALLOW_MODEL_CODE_EXECUTION": ON,
    "TRANSFORMERS_ALLOW_UNSAFE_DESERIALIZATION": ON,
    "VLLM_ALLOW_INSECURE_SERIALIZATION": ON,
    "KERAS_SAFE_MODE": OFF,
    "ULTRALYTICS_SAFE_LOAD": OFF,
}
WATCH = Watch(variables=tuple(SWITCHES))
BAD = (
    "import os\nos.environ['TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD'] = '1'",
    "%env TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD=1",
    "import os\nos.environ.update(TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD='true')",
    "!export HF_HUB_TRUST_REMOTE_CODE=1 && python train.py",
)
GOOD = (
    "import os\nos.environ['TORCH_FORCE_WEIGHTS_ONLY_LOAD'] = '1'",
    "%env TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD=0",
    "import os\nos.environ['CUDA_VISIBLE_DEVICES'] = '0'",
)


def check(event: Assignment, facts: Facts) -> Iterator[Hit]:
    """Report a switch that is set to what turns safety off."""
    name = event.names[0]
    given = constants(event.value)
    if any(str(value).strip("\"' ").lower() in SWITCHES[name] for value in given) or not given:
        yield Hit(f"`{name}` switches the safe way of loading off for the whole process.")

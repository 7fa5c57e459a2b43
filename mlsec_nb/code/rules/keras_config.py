"""Building Keras models from configurations that may hold code.

What it does
------------
Finds ``model_from_json``, ``model_from_yaml``, ``deserialize_keras_object``, ``layers.deserialize`` and
``from_config`` with ``safe_mode=False``, or with a configuration read from a file or address.

Why it matters
--------------
A configuration names classes and functions, and a ``Lambda`` layer in it is marshalled Python.
``model_from_yaml`` built any object and was removed in TensorFlow 2.6 (CVE-2021-37678).

Use instead
-----------
Build the model in code and load weights alone.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000, CVE-2021-37678, CVE-2024-3660
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts, Source
from mlsec_nb.code.paths import fixed
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Ref, Value, leaves, possibly

RULE = rule(
    "MLS239",
    "keras-config",
    "A Keras model is built from a configuration that may hold code.",
    advice="Build the model in code and load its weights.",
    confidence=Confidence.MEDIUM,
    references=("CWE-502", "ATLAS AML.T0011.000", "CVE-2021-37678", "CVE-2024-3660"),
)
BUILDERS = (
    "model_from_json",
    "model_from_yaml",
    "model_from_config",
    "deserialize_keras_object",
    "layers.deserialize",
)
WATCH = Watch(calls=tuple(f"keras.*.{name}" for name in (*BUILDERS, "from_config")))
BAD = (
    "from tensorflow.keras.models import model_from_json\nmodel = model_from_json(open('model.json').read())",
    "import keras\nmodel = keras.models.model_from_yaml(text)",
    "import keras\nlayer = keras.saving.deserialize_keras_object(config, safe_mode=False)",
    "import json, keras\nwith open('model.json') as f:\n    config = json.load(f)\n"
    "model = keras.Model.from_config(config)",
)
GOOD = (
    "from tensorflow import keras\ncopy = keras.Model.from_config(model.get_config())",
    "from tensorflow.keras.models import model_from_json\ncopy = model_from_json(model.to_json())",
    "import keras\nlayer = keras.layers.deserialize({'class_name': 'Dense', 'config': {'units': 2}})",
)
OUTSIDE = (
    "builtins.open",
    "json.load",
    "pathlib.Path.read_text",
    "yaml.",
    "builtins.input",
    "keras.utils.get_file",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report unsafe mode, YAML, and configurations that come from outside."""
    name = call.names[0]
    config = call.get("config", 0) if call.args else call.get(next(iter(call.keywords), "config"))
    if possibly(call.get("safe_mode"), False):
        yield Hit(
            f"{spoken(call)} with safe_mode=False runs code in the configuration.", confidence=Confidence.HIGH
        )
    elif name.endswith("model_from_yaml"):
        yield Hit(f"{spoken(call)} builds any object that the text asks for (CVE-2021-37678).")
    elif facts.source(config) is Source.REMOTE or _from_outside(config):
        yield Hit(f"{spoken(call)} builds what a configuration from outside says.", severity=Severity.MEDIUM)
    elif name.endswith(BUILDERS) and not fixed(config) and not _from_model(call):
        message = f"{spoken(call)} builds what a configuration says."
        yield Hit(message, severity=Severity.LOW, confidence=Confidence.LOW)


def _from_outside(config: Value | None) -> bool:
    return any(isinstance(atom, Ref) and atom.name.startswith(OUTSIDE) for atom in leaves(config))


def _from_model(call: Call) -> bool:
    """Whether the configuration is taken from a model in the same expression."""
    node = call.site.node
    given = node.args[0] if isinstance(node, ast.Call) and node.args else None
    function = given.func if isinstance(given, ast.Call) else None
    return isinstance(function, ast.Attribute) and function.attr in ("to_json", "get_config")

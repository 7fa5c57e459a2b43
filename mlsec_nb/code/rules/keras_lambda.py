"""Lambda layers, which make a saved Keras model unsafe to load.

What it does
------------
Finds ``keras.layers.Lambda`` of a Python ``lambda``.

Why it matters
--------------
The function is saved as marshalled bytecode, so whoever loads the model must turn ``safe_mode`` off,
and then runs whatever such a file holds.

Use instead
-----------
A layer class registered with ``keras.saving.register_keras_serializable``.

References
----------
CWE-502, https://keras.io/api/layers/core_layers/lambda/
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import Function

RULE = rule(
    "MLS240",
    "keras-lambda",
    "A Lambda layer makes the saved model unsafe to load.",
    advice="Write a layer class and register it with keras.saving.register_keras_serializable.",
    severity=Severity.LOW,
    references=("CWE-502",),
)
WATCH = Watch(calls=("keras.layers.Lambda", "keras.layers.core.Lambda"), references=False)
BAD = (
    "from tensorflow import keras\nlayer = keras.layers.Lambda(lambda x: x / 255)",
    "from keras.layers import Lambda\nscale = lambda x: x / 255\nmodel.add(Lambda(scale))",
)
GOOD = (
    "from tensorflow import keras\nlayer = keras.layers.Rescaling(1 / 255)",
    "from keras.layers import Lambda\ndef scale(x):\n    return x / 255\nmodel.add(Lambda(scale))",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a layer of a lambda expression."""
    for atom in call.get("function", 0) or ():
        if isinstance(atom, Function) and isinstance(atom.node, ast.Lambda):
            yield Hit("A `Lambda` layer is saved as bytecode.", hygiene=True)
            return

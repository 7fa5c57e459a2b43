"""Loading Keras models that may hold code.

What it does
------------
Finds ``load_model`` with ``safe_mode=False``, with a legacy ``.h5`` file or SavedModel, with a
path that is not known, or with a vulnerable Keras pinned; and ``enable_unsafe_deserialization``.

Why it matters
--------------
A ``Lambda`` layer is marshalled Python that runs when the model is loaded or called.
``safe_mode`` refuses it only in the ``.keras`` format: it was ignored for ``.h5`` before Keras
3.11.3 (CVE-2025-9905), and could be bypassed before 3.9.0, 3.11.0 and 3.11.3.

Use instead
-----------
A ``.keras`` file with ``safe_mode=True`` and Keras 3.11.3 or later; or build the model in code
and load ``.weights.h5``.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000, CVE-2024-3660, CVE-2025-1550, CVE-2025-9905
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlsec_nb.code.common import loads, spoken
from mlsec_nb.code.facts import Facts, Source
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import always, strings

RULE = rule(
    "MLS213",
    "keras-load",
    "Loading a Keras model may run code in it.",
    advice="Use the .keras format with safe_mode=True and Keras 3.11.3 or later, or load weights only.",
    references=("CWE-502", "ATLAS AML.T0011.000", "CVE-2024-3660", "CVE-2025-1550", "CVE-2025-9905"),
)
LOADS = (
    "keras.models.load_model",
    "keras.saving.load_model",
    "keras.load_model",
    "keras.engine.saving.load_model",
    "tensorflow.models.load_model",
)
UNSAFE = ("keras.config.enable_unsafe_deserialization", "keras.saving.enable_unsafe_deserialization")
WATCH = Watch(calls=(*LOADS, *UNSAFE))
BAD = (
    "from tensorflow import keras\nmodel = keras.models.load_model('model.h5')",
    "import keras\nmodel = keras.saving.load_model('model.keras', safe_mode=False)",
    "import tensorflow as tf\ntf.keras.config.enable_unsafe_deserialization()",
    "from keras.models import load_model\nmodel = load_model(path)",
)
GOOD = (
    "import keras\nmodel = keras.models.load_model('model.keras')",
    "import keras\nmodel.save('model.keras')",
    "import keras\nmodel.load_weights('model.weights.h5')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report what safe mode does not cover."""
    if call.names[0] in UNSAFE:
        yield Hit(f"{spoken(call)} lets every model that is loaded later run code.")
        return
    safe_mode = call.get("safe_mode", 3)
    if safe_mode is not None and safe_mode and not always(safe_mode, True):
        yield loads(call, facts, "with safe_mode off runs the code in the model", name="filepath")
        return
    path = call.get("filepath", 0)
    ends = [text.lower() for text in strings(path)]
    if any(text.endswith((".h5", ".hdf5", ".hdf", ".h5py")) for text in ends):
        yield loads(
            call, facts, "reads the legacy HDF5 format, whose Lambda layers run code", name="filepath"
        )
    elif facts.older("keras", "3.11.3"):
        yield loads(
            call, facts, "can be made to run code in the pinned Keras, before 3.11.3", name="filepath"
        )
    elif not ends or not all(text.endswith(".keras") for text in ends):
        hit = loads(
            call,
            facts,
            "runs the code of Lambda layers unless the file is in the .keras format",
            name="filepath",
            worst=Severity.HIGH,
        )
        yield replace(hit, confidence=Confidence.MEDIUM)
    elif facts.source(path) is Source.REMOTE:
        yield loads(call, facts, "reads a model", name="filepath", worst=Severity.MEDIUM)

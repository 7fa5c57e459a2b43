"""Loading TensorFlow graphs, which are programs.

What it does
------------
Finds ``tf.saved_model.load``, ``tensorflow_hub`` with an address that is not pinned, ``TFSMLayer``,
imported graphs, TensorFlow Lite with operators of one's own, and saved ``tf.data`` sets.

Why it matters
--------------
A graph can read and write files. A hub address without a version can change. The element specification
of a saved ``tf.data`` set was a pickle.

Use instead
-----------
Weights alone, or ONNX; a hub address with its version (``…/4``); TFRecord files for data.

References
----------
CWE-502, CWE-494, MITRE ATLAS AML.T0011.000,
https://github.com/tensorflow/tensorflow/blob/master/SECURITY.md
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mlsec_nb.code.common import loads, remote, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Ref, always, is_literal, leaves, prefix, strings

RULE = rule(
    "MLS242",
    "tensorflow-load",
    "A TensorFlow graph is a program, and this one is loaded.",
    advice="Load weights alone into a model built in code, or use ONNX; pin the version of a hub address.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("CWE-502", "CWE-494", "ATLAS AML.T0011.000"),
)
GRAPHS = {
    "tensorflow.saved_model.load": "export_dir",
    "tensorflow.saved_model.load_v2": "export_dir",
    "tensorflow.saved_model.loader.load": "export_dir",
    "tensorflow.saved_model.load.load": "export_dir",
    "keras.layers.TFSMLayer": "filepath",
    "tensorflow.train.import_meta_graph": "meta_graph_or_file",
    "tensorflow.import_graph_def": "graph_def",
    "tensorflow.graph_util.import_graph_def": "graph_def",
    "tensorflow.data.Dataset.load": "path",
    "tensorflow.data.experimental.load": "path",
}
HUBS = ("tensorflow_hub.load", "tensorflow_hub.KerasLayer", "tensorflow_hub.Module", "tensorflow_hub.resolve")
LITE = "tensorflow.lite.Interpreter"
FUNCTIONS = ("tensorflow.py_function", "tensorflow.numpy_function", "tensorflow.py_func")
WATCH = Watch(calls=(*GRAPHS, *HUBS, LITE, "tensorflow.lite.*.load_delegate", *FUNCTIONS))
VERSIONED = re.compile(r"/\d{1,6}/?(\?.{0,100})?")
BAD = (
    "import tensorflow as tf\nmodel = tf.saved_model.load('exported')",
    "import tensorflow_hub as hub\nembed = hub.load('https://tfhub.dev/google/universal-sentence-encoder')",
    "import tensorflow_hub as hub\nlayer = hub.KerasLayer(handle, trainable=False)",
    "from tensorflow.compat.v1 import train\nsaver = train.import_meta_graph(path)",
    "import tensorflow as tf\ndelegate = tf.lite.experimental.load_delegate(library)",
)
GOOD = (
    "import tensorflow_hub as hub\nembed = hub.load('https://tfhub.dev/google/universal-sentence-encoder/4')",
    "import tensorflow as tf\ntf.saved_model.save(model, 'exported')",
    "import tensorflow as tf\nlite = tf.lite.Interpreter(model_path='model.tflite')",
    "import tensorflow as tf\ny = tf.py_function(normalise, [x], tf.float32)",
    "import tensorflow as tf\nx = tf.io.decode_raw(data, tf.uint8)\ntf.config.run_functions_eagerly(True)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report by kind of program."""
    name = call.names[0]
    if name in HUBS:
        yield from _hub(call, facts)
    elif name in GRAPHS:
        position = 2 if name.endswith("loader.load") else 0
        what = "loads a program, not only weights"
        worst = Severity.MEDIUM if ".data." in name else Severity.HIGH
        hit = loads(call, facts, what, name=GRAPHS[name], position=position, worst=worst)
        yield replace(hit, confidence=Confidence.MEDIUM)
    elif name == LITE:
        given = (call.keywords.get(name) for name in ("custom_op_registerers", "experimental_delegates"))
        if any(value is not None and not always(value, None) for value in given):
            yield Hit(
                f"{spoken(call)} is given operators of its own, which are native code.", severity=Severity.LOW
            )
    elif name.endswith(".load_delegate"):
        severity = Severity.LOW if is_literal(call.get("library", 0)) else Severity.MEDIUM
        yield Hit(f"{spoken(call)} loads native code.", severity=severity)
    elif any(
        isinstance(a, Ref) and a.name in ("builtins.eval", "builtins.exec")
        for a in leaves(call.get("func", 0))
    ):
        yield Hit(f"{spoken(call)} runs a function made from text.", severity=Severity.LOW)


def _hub(call: Call, facts: Facts) -> Iterator[Hit]:
    handle = call.get("handle", 0) if call.args else call.get(next(iter(call.keywords), "handle"))
    if remote(handle) or not is_literal(handle):
        pinned = is_literal(handle) and all(VERSIONED.search(text) for text in strings(handle))
        if not pinned:
            severity = Severity.HIGH if prefix(handle).startswith("http://") else Severity.MEDIUM
            yield Hit(f"{spoken(call)} loads a program from an address without a version.", severity=severity)
    else:
        yield replace(
            loads(call, facts, "loads a program, not only weights", name="handle", worst=Severity.HIGH),
            confidence=Confidence.MEDIUM,
        )

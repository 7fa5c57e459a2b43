"""A Keras model that carries or names code.

What it does
------------
Finds Lambda layers, layers that load another model or a pickled module, modules outside Keras that
the configuration names, functions of Keras that fetch or load files, and registered custom objects.

Why it matters
--------------
Lambda layers hold marshalled bytecode that runs when the model is loaded or called. `safe_mode` was
ignored for `.h5` before 3.11.3 (CVE-2025-9905) and bypassed through module paths (CVE-2025-1550,
CVE-2025-8747, CVE-2025-9906).

Use instead
-----------
A layer class of your own that is registered in code you trust; `keras.models.load_model(path,
safe_mode=True)` with Keras 3.11.3 or newer.

References
----------
CWE-502, CWE-94, CVE-2025-1550, CVE-2025-8747, CVE-2025-9905, CVE-2025-9906

"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.examples import keras_json
from mlsec_nb.artifacts.facts import Layer
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS309",
    "keras-code",
    "The Keras model carries code, or names code to import.",
    severity=Severity.HIGH,
    advice="Load it only with safe_mode=True and Keras 3.11.3 or newer; ask for one without Lambda layers.",
    references=("CWE-502", "CWE-94", "CVE-2025-1550", "CVE-2025-9905"),
    controls=("MODEL-01", "MODEL-02"),
)
LISTENS = Layer
BAD = (
    ("config.json", keras_json("Lambda")),
    ("config.json", keras_json("function", module="os", config="system")),
    ("config.json", keras_json("Net", module="mypackage.layers")),
)
GOOD = (("config.json", keras_json("Dense")), ("config.json", keras_json("Dense", module="keras.layers")))
MEANINGS = {
    "lambda": (Severity.HIGH, "is a Lambda layer: bytecode that runs when the model is loaded or called"),
    "loader": (Severity.HIGH, "is a layer that loads another model or a pickled module"),
    "module": (Severity.CRITICAL, "names a callable that does harm"),
    "gadget": (Severity.HIGH, "names a function that fetches, loads or switches off a protection"),
    "path": (Severity.HIGH, "makes the loader open a file or address"),
    "custom": (Severity.MEDIUM, "names a module outside Keras, which the loader imports"),
    "registered": (
        Severity.LOW,
        "is a custom object that has to be registered by code of the model's author",
    ),
}


def check(fact: Layer) -> Iterator[Verdict]:
    """Report the layer with what it means."""
    severity, meaning = MEANINGS[fact.kind]
    yield Verdict(
        subject=f"{fact.kind}:{fact.subject}",
        message=f"The configuration's {fact.subject} {meaning}.",
        evidence=f"{fact.detail}: {fact.subject}" if fact.detail else fact.subject,
        severity=severity,
    )

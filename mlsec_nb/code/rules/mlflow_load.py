"""Loading MLflow models.

What it does
------------
Finds ``load_model`` of every MLflow flavour, ``spark_udf``, ``load_pyfunc`` and ``load_explainer``.

Why it matters
--------------
Most flavours are pickles, and ``pyfunc`` imports the module that the file ``MLmodel`` names: whoever
can write to the store, or move an alias, runs code here.

Use instead
-----------
``models:/name/version`` from a registry of your own, with a version rather than a stage or alias.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000, CVE-2024-37052, CVE-2024-37054,
https://mlflow.org/docs/latest/ml/model/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mlsec_nb.code.common import loads, spoken
from mlsec_nb.code.facts import Facts, Source
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import Ref, Value, leaves, prefix, strings

RULE = rule(
    "MLS246",
    "mlflow-load",
    "Loading an MLflow model runs code that comes with it.",
    advice="Load models:/name/version from a registry of your own; do not use stages, aliases or addresses.",
    references=("CWE-502", "ATLAS AML.T0011.000", "CVE-2024-37052", "CVE-2024-37054"),
)
POSITIONS = {"spark_udf": 1}
WATCH = Watch(
    calls=(
        "mlflow.*.load_model",
        "mlflow.*.load_explainer",
        "mlflow.pyfunc.spark_udf",
        "mlflow.pyfunc.load_pyfunc",
        "mlflow.recipes.Recipe",
    )
)
PINNED = re.compile(r"models:/{1,3}[^/@]{1,200}/\d{1,9}")
STORES = ("models:/", "runs:/", "mlflow-artifacts:/", "dbfs:/")
BAD = (
    "import mlflow\nmodel = mlflow.pyfunc.load_model('models:/churn/Production')",
    "import mlflow.sklearn\nmodel = mlflow.sklearn.load_model(f'runs:/{run_id}/model')",
    "import mlflow\npredict = mlflow.pyfunc.spark_udf(spark, model_uri=uri)",
    "from mlflow.pytorch import load_model\nmodel = load_model('s3://bucket/model')",
)
GOOD = (
    "import mlflow\nmlflow.sklearn.log_model(model, 'model')",
    "import mlflow\nmlflow.register_model(uri, 'churn')",
    "load_model = build\nmodel = load_model('models:/churn/1')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a load, its severity by who can change what the URI stands for."""
    position = POSITIONS.get(call.names[0].rpartition(".")[2], 0)
    name = "path" if call.names[0].endswith("load_pyfunc") else "model_uri"
    uri = call.get(name, position)
    hit = loads(call, facts, "runs code that comes with the model", name=name, position=position)
    if facts.source(uri) is Source.REMOTE:
        yield hit
    elif strings(uri) and all(PINNED.fullmatch(text) for text in strings(uri)):
        yield Hit(
            f"{spoken(call)} runs code that comes with this version of the model.", severity=Severity.LOW
        )
    elif _logged_here(uri):
        yield Hit(f"{spoken(call)} runs code that this notebook has logged.", severity=Severity.LOW)
    else:
        yield replace(hit, severity=Severity.MEDIUM) if prefix(uri).startswith(STORES) else hit


def _logged_here(uri: Value | None) -> bool:
    logged = (atom.name for atom in leaves(uri) if isinstance(atom, Ref))
    return any(name.startswith("mlflow.") and ".log_model" in name for name in logged)

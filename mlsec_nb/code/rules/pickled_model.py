"""Models of other libraries that are saved as pickles.

What it does
------------
Finds loading functions of libraries whose files are pickles: PyCaret, AutoGluon, Surprise, SHAP,
Darts, sktime, BERTopic, Top2Vec, Paddle, GluonTS, BentoML, artefacts of ClearML and others.

Why it matters
--------------
The name of the function does not say so, but loading the file runs the code in it.

Use instead
-----------
The library's own safe format where there is one (BERTopic with safetensors, ONNX exports), or a digest
that is compared before the file is loaded.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000, CVE-2024-24590
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlsec_nb.code.common import loads, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.paths import PICKLES, suffix
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import strings

RULE = rule(
    "MLS225",
    "pickled-model",
    "The library saves its models as pickles, and one is loaded.",
    advice="Use the library's safe format if it has one, or verify a digest of the file first.",
    references=("CWE-502", "ATLAS AML.T0011.000", "CVE-2024-24590"),
    aliases=("B301",),
)
LOADERS = {
    "pycaret": ("load_model", "load_experiment"),
    "autogluon": ("load",),
    "surprise": ("dump.load",),
    "shap": ("load",),
    "evalml": ("load", "load_pipeline"),
    "darts": ("load",),
    "sktime": ("load", "load_from_path", "load_from_serial"),
    "tslearn": ("from_pickle",),
    "neuralprophet": ("load",),
    "umap": ("load_ParametricUMAP",),
    "bertopic": ("load",),
    "top2vec": ("load",),
    "paddle": ("load",),
    "gluonts": ("deserialize",),
    "featuretools": ("read_entityset",),
    "bentoml": ("load_model", "load_runner", "import_model", "load"),
    "clearml": ("artifacts.get",),
    "hummingbird": ("load",),
    "snorkel": ("load",),
    "alibi": ("load_explainer",),
    "alibi_detect": ("load_detector",),
    "dalex": ("load", "loads"),
    "sdv": ("load",),
    "ctgan": ("load",),
}
NOT_PICKLED = (
    "paddle.jit.load",
    "autogluon.core.utils.loaders.load_pd.load",
    "autogluon.common.loaders.load_pd.load",
)
PICKLED_IF_NAMED_SO = ("xgboost.*.load_model", "xgboost.Booster")
SPACY_DOCS = "textacy.io.read_spacy_docs"
NAMING_CLASSES = ("sklearn_json.from_json", "sklearn_json.from_dict", "sklearn_json.deserialize_model")
WATCH = Watch(
    calls=(
        *(f"{library}.*.{name}" for library, names in LOADERS.items() for name in names),
        *PICKLED_IF_NAMED_SO,
        SPACY_DOCS,
        *NAMING_CLASSES,
    )
)
BAD = (
    "from pycaret.classification import load_model\nmodel = load_model('best')",
    "from autogluon.tabular import TabularPredictor\npredictor = TabularPredictor.load(folder)",
    "import paddle\nstate = paddle.load('model.pdparams')",
    "from darts.models import NBEATSModel as Model\nmodel = Model.load(path)",
    "import bentoml\nmodel = bentoml.picklable_model.load_model('churn:latest')",
    "from clearml import Task\ntask = Task.get_task(task_id=id)\ndata = task.artifacts['data'].get()",
)
GOOD = (
    "import xgboost as xgb\nbooster = xgb.Booster()\nbooster.load_model('model.json')",
    "import lightgbm as lgb\nbooster = lgb.Booster(model_file='model.txt')",
    "import faiss, annoy\nindex = faiss.read_index('index.faiss')\n"
    "tree = annoy.AnnoyIndex(8, 'angular')\ntree.load('i.ann')",
    "from catboost import CatBoostClassifier\nmodel = CatBoostClassifier().load_model('model.cbm')",
    "from darts.datasets import AirPassengersDataset\nseries = AirPassengersDataset().load()",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report every load but of data sets; of XGBoost only what is named like a pickle."""
    name = call.names[0]
    argument = "path" if call.args else next(iter(call.keywords), "path")
    if name.startswith("xgboost."):
        file = call.get("model_file", 1) if name.endswith("Booster") else call.get("fname", 0)
        if suffix(file) in PICKLES:
            yield Hit(
                f"{spoken(call)} is given a file named like a pickle.",
                severity=Severity.LOW,
                confidence=Confidence.LOW,
            )
    elif name in NAMING_CLASSES:
        yield Hit(f"{spoken(call)} imports the classes that the file names.", severity=Severity.LOW)
    elif name == SPACY_DOCS:
        if "pickle" in strings(call.get("format", 1)):
            yield loads(call, facts, "unpickles its input", name="filepath")
    elif ".datasets." not in name and name not in NOT_PICKLED:
        hit = loads(call, facts, "unpickles, and so runs the code in what it loads", name=argument)
        yield replace(hit, confidence=Confidence.MEDIUM)

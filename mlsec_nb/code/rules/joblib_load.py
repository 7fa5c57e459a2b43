"""Loading a joblib file.

What it does
------------
Finds ``joblib.load``, also as ``sklearn.externals.joblib.load``.

Why it matters
--------------
A joblib file is a pickle with NumPy buffers beside it: loading runs the code in it.

Use instead
-----------
``skops.io.load`` with an explicit list of trusted types, or ONNX.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000, https://joblib.readthedocs.io/en/stable/persistence.html
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import loads
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule

RULE = rule(
    "MLS203",
    "joblib-load",
    "Loading a joblib file runs the code in it.",
    advice="Use skops.io.load with a list of trusted types, or ONNX; or verify a digest of the file first.",
    references=("CWE-502", "ATLAS AML.T0011.000"),
    aliases=("B301",),
)
WATCH = Watch(calls=("joblib.load", "joblib.numpy_pickle_compat.load_compatibility"))
BAD = (
    "import joblib\nmodel = joblib.load('model.joblib')",
    "from sklearn.externals import joblib\nmodel = joblib.load(path)",
    "import joblib\nfrom functools import partial\nread = partial(joblib.load); model = read(path)",
)
GOOD = (
    "import joblib\njoblib.dump(model, 'model.joblib')",
    "import joblib\njoblib.Parallel(n_jobs=2)(joblib.delayed(abs)(i) for i in range(3))",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report every load."""
    yield loads(call, facts, "unpickles, and so runs the code in what it loads", name="filename")

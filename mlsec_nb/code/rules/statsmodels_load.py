"""Loading statsmodels results.

What it does
------------
Finds ``statsmodels.api.load``, ``load_pickle`` and ``load`` of the result classes.

Why it matters
--------------
Saved results are pickles: loading them runs the code in the file.

Use instead
-----------
Store the parameters (``results.params.to_json()``) and build the model again from them.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000,
https://www.statsmodels.org/stable/generated/statsmodels.iolib.smpickle.load_pickle.html
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import loads
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule

RULE = rule(
    "MLS228",
    "statsmodels-load",
    "Loading statsmodels results unpickles them.",
    advice="Store the parameters as JSON and build the model again; or verify a digest of the file first.",
    references=("CWE-502", "ATLAS AML.T0011.000"),
    aliases=("B301",),
)
WATCH = Watch(calls=("statsmodels.*.load", "statsmodels.*.load_pickle"))
BAD = (
    "import statsmodels.api as sm\nresults = sm.load('results.pickle')",
    "from statsmodels.iolib.smpickle import load_pickle\nresults = load_pickle(path)",
    "from statsmodels.tsa.arima.model import ARIMAResults\nresults = ARIMAResults.load('arima.pkl')",
)
GOOD = (
    "import statsmodels.api as sm\ndata = sm.datasets.sunspots.load()",
    "import statsmodels.api as sm\nresults = sm.OLS(y, X).fit()\nresults.save('results.pickle')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report every load but those of the bundled data sets."""
    if ".datasets." not in call.names[0]:
        yield loads(call, facts, "unpickles, and so runs the code in what it loads", name="fname")

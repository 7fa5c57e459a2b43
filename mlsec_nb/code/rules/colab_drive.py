"""Loading from a mounted drive.

What it does
------------
Finds ``google.colab.drive.mount`` in notebooks that load pickles, models or modules from the
mounted folder.

Why it matters
--------------
Everyone a folder is shared with can replace the file that is loaded here, and the mount gives the
notebook the whole drive.

Use instead
-----------
Copy the file, compare its digest, and load the copy; mount with the least scope.

References
----------
CWE-668
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity

RULE = rule(
    "MLS287",
    "colab-drive",
    "Code or models are loaded from a mounted drive.",
    advice="Copy the file, compare its digest, and load the copy.",
    severity=Severity.LOW,
    confidence=Confidence.LOW,
    references=("CWE-668",),
)
LOADS = frozenset(
    {
        "pickle.load",
        "joblib.load",
        "torch.load",
        "numpy.load",
        "dill.load",
        "cloudpickle.load",
        "pandas.read_pickle",
        "keras.models.load_model",
        "fastai.learner.load_learner",
        "sys.path.append",
        "sys.path.insert",
        "runpy.run_path",
    }
)
WATCH = Watch(calls=("google.colab.drive.mount", *LOADS), references=False)
BAD = (
    "from google.colab import drive\n"
    "drive.mount('/content/drive')  # bad\n"
    "# %%\n"
    "import sys\nsys.path.append('lib')",
)
GOOD = (
    "from google.colab import drive\ndrive.mount('/content/drive')\n"
    "# %%\n"
    "import pandas as pd\ndf = pd.read_csv('/content/drive/MyDrive/d.csv')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report the mount if something that can hold code is loaded in the notebook."""
    if call.names[0] == "google.colab.drive.mount" and not LOADS.isdisjoint(facts.calls):
        message = (
            f"{spoken(call)} brings in files that others may have changed, and this notebook loads code."
        )
        yield Hit(message, hygiene=True)

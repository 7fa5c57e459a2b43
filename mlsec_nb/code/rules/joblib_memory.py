"""A joblib cache in a folder that others can write to, and text that joblib evaluates.

What it does
------------
Finds ``joblib.Memory`` with a location under ``/tmp`` or on a mounted drive, and
``joblib.Parallel`` with a ``pre_dispatch`` that is not a literal.

Why it matters
--------------
Entries of the cache are pickles: who can write to the folder runs code here. ``pre_dispatch`` was
passed to ``eval`` before joblib 1.2 (CVE-2022-21797).

Use instead
-----------
A private folder for the cache, and a number for ``pre_dispatch``.

References
----------
CWE-502, CVE-2022-21797
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import dynamic, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import prefix

RULE = rule(
    "MLS224",
    "joblib-memory",
    "joblib reads pickles from a shared folder, or evaluates text.",
    advice="Keep the cache in a private folder; give pre_dispatch a literal.",
    severity=Severity.LOW,
    confidence=Confidence.LOW,
    references=("CWE-502", "CVE-2022-21797"),
    aliases=("B301",),
)
SHARED = ("/tmp", "/var/tmp", "/dev/shm", "/content/drive", "/mnt", "/kaggle/input", "s3://", "gs://")
WATCH = Watch(calls=("joblib.Memory", "joblib.Parallel"), references=False)
BAD = (
    "from joblib import Memory\nmemory = Memory('/tmp/cache')",
    "from joblib import Parallel\nrun = Parallel(n_jobs=2, pre_dispatch=input())",
)
GOOD = (
    "from joblib import Memory\nmemory = Memory('cache', verbose=0)",
    "from joblib import Parallel, delayed\n"
    "Parallel(n_jobs=2, pre_dispatch='2*n_jobs')(delayed(abs)(i) for i in range(3))",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a shared cache folder or a computed ``pre_dispatch``."""
    if call.names[0].endswith("Memory"):
        location = prefix(call.get("location", 0))
        if location.startswith(SHARED):
            yield Hit(f"{spoken(call)} keeps pickles in `{location}`, where others may write.")
    elif dynamic(call.get("pre_dispatch")) and facts.older("joblib", "1.2") is not False and not call.is_open:
        yield Hit(f"{spoken(call)} evaluates pre_dispatch before joblib 1.2 (CVE-2022-21797).")

"""Loading NumPy arrays with pickles allowed.

What it does
------------
Finds ``numpy.load(..., allow_pickle=True)`` and readers below it, with a value that is not
certainly ``False``.

Why it matters
--------------
An ``.npy`` or ``.npz`` file may hold object arrays, which are pickles: loading them runs code.
NumPy turned this off by default in 1.16.3 (CVE-2019-6446).

Use instead
-----------
Leave ``allow_pickle`` out, and save ragged data as several arrays, Parquet or JSON.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000, CVE-2019-6446,
https://numpy.org/doc/stable/reference/generated/numpy.load.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlsec_nb.code.common import loads
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.fixes import set_keyword
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.notebook.names.values import always

RULE = rule(
    "MLS208",
    "numpy-allow-pickle",
    "NumPy is allowed to unpickle what it loads.",
    advice="Remove allow_pickle=True; store object arrays as Parquet, JSON or several plain arrays.",
    references=("CWE-502", "ATLAS AML.T0011.000", "CVE-2019-6446"),
    aliases=("B301",),
)
POSITIONS = {
    "numpy.load": 2,
    "numpy.lib.npyio.NpzFile": 2,
    "numpy.NpzFile": 2,
    "numpy.lib.format.read_array": 1,
    "numpy.lib.format.open_memmap": None,
}
WATCH = Watch(calls=(*POSITIONS, "ray.data.read_numpy"))
BAD = (
    "import numpy as np\nlabels = np.load('labels.npy', allow_pickle=True).item()",
    "import numpy as np\noptions = {'allow_pickle': True}\n# %%\nlabels = np.load(path, **options)",
    "import numpy as np\nlabels = np.load(path, None, True)",
    "%pip install numpy==1.16.2\n# %%\nimport numpy\nnumpy.load(path)",
)
GOOD = (
    "import numpy as np\nlabels = np.load(path)",
    "import numpy as np\nlabels = np.load(path, allow_pickle=False)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a load that may unpickle."""
    name = call.names[0]
    allowed = call.get("allow_pickle", POSITIONS.get(name))
    if allowed is None:
        if name == "numpy.load" and facts.older("numpy", "1.16.3"):
            yield Hit("`numpy.load` unpickles by default in the pinned version of NumPy, before 1.16.3.")
        return
    if call.is_open and "allow_pickle" not in call.keywords and not allowed:
        return
    if not always(allowed, False):
        hit = loads(call, facts, "may unpickle, and so run code in what it loads")
        given = "allow_pickle" in call.keywords
        yield replace(hit, fix=set_keyword(call, "allow_pickle", "False") if given else None)

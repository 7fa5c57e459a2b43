"""Reading HDF5 files in ways that unpickle or follow links.

What it does
------------
Finds ``pandas.read_hdf``, ``HDFStore``, ``tables.open_file`` and external links of h5py.

Why it matters
--------------
pandas and PyTables store object columns, attributes and ``ObjectAtom`` arrays as pickles, which
run code when they are read. An external link reaches other files.

Use instead
-----------
Parquet for tables, ``h5py`` with numeric data sets for arrays.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000,
https://pandas.pydata.org/docs/reference/api/pandas.read_hdf.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlsec_nb.code.common import loads, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import is_literal, strings

RULE = rule(
    "MLS223",
    "hdf-load",
    "Reading this HDF5 file may unpickle what is in it.",
    advice="Store tables as Parquet; read arrays with h5py and numeric types.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("CWE-502", "ATLAS AML.T0011.000"),
    aliases=("B301",),
)
OPENERS = {
    "pandas.read_hdf": "path_or_buf",
    "pandas.HDFStore": "path",
    "tables.open_file": "filename",
    "tables.openFile": "filename",
}
READERS = tuple(
    f"{owner}.{name}"
    for owner, names in {
        "pandas.HDFStore": ("get", "select", "select_as_multiple", "select_column"),
        "tables.open_file": ("get_node", "getNode"),
        "tables.File": ("get_node", "getNode"),
    }.items()
    for name in names
)
LINK = "h5py.ExternalLink"
WATCH = Watch(calls=(*OPENERS, *READERS, LINK))
BAD = (
    "import pandas as pd\ndf = pd.read_hdf('store.h5', 'table')",
    "import pandas as pd\nwith pd.HDFStore(path) as store:  # bad\n    print(store.keys())",
    "import tables\nhandle = tables.open_file(path)",
    "import h5py\nlink = h5py.ExternalLink(name, '/data')",
)
GOOD = (
    "import h5py\nwith h5py.File('data.h5') as f:\n    x = f['x'][:]",
    "import pandas as pd\ndf.to_hdf('store.h5', key='table')\nstore = pd.HDFStore('new.h5', mode='w')",
    "import scipy.io\ndata = scipy.io.loadmat('data.mat')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report what is opened for reading; the readers of an open store as well."""
    name = call.names[0]
    if name == LINK:
        if not is_literal(call.get("filename", 0)):
            yield Hit(
                f"{spoken(call)} reaches another file.", severity=Severity.LOW, confidence=Confidence.LOW
            )
    elif name in READERS:
        yield Hit(f"{spoken(call)} unpickles columns of objects.", severity=Severity.LOW)
    elif not _only_writes(call):
        hit = loads(call, facts, "unpickles columns of objects", name=OPENERS[name], worst=Severity.HIGH)
        yield replace(hit, confidence=Confidence.MEDIUM)


def _only_writes(call: Call) -> bool:
    mode = call.get("mode", 2 if call.names[0] == "pandas.read_hdf" else 1)
    return is_literal(mode) and all(text.startswith(("w", "x")) for text in strings(mode))

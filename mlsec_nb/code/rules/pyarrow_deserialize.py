"""Arrow objects that are pickles.

What it does
------------
Finds ``pyarrow.deserialize`` and its kin and ``PyExtensionType``; and readers of Arrow files
where a vulnerable PyArrow is pinned.

Why it matters
--------------
``deserialize`` unpickles. ``PyExtensionType`` is unpickled whenever a file that names it is read:
reading Parquet or Feather ran code in PyArrow 0.14 to 14.0.0 (CVE-2023-47248).

Use instead
-----------
Arrow IPC or Parquet with ``pyarrow>=14.0.1``.

References
----------
CWE-502, CVE-2023-47248
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Subclass, Watch, rule
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS220",
    "pyarrow-deserialize",
    "Arrow data is unpickled.",
    advice="Use Arrow IPC or Parquet with pyarrow>=14.0.1.",
    references=("CWE-502", "CVE-2023-47248"),
    aliases=("B301",),
)
ALWAYS = (
    "pyarrow.deserialize",
    "pyarrow.deserialize_from",
    "pyarrow.deserialize_components",
    "pyarrow.read_serialized",
    "pyarrow.default_serialization_context",
    "pyarrow.PyExtensionType",
    "pyarrow.serialization.deserialize",
)
READERS = (
    "pyarrow.parquet.read_table",
    "pyarrow.parquet.ParquetFile",
    "pyarrow.feather.read_table",
    "pyarrow.feather.read_feather",
    "pyarrow.ipc.open_file",
    "pyarrow.ipc.open_stream",
    "pyarrow.dataset.dataset",
    "pandas.read_parquet",
    "pandas.read_feather",
)
WATCH = Watch(
    calls=(*ALWAYS, *READERS), subclasses=("pyarrow.PyExtensionType", "pyarrow.lib.PyExtensionType")
)
BAD = (
    "import pyarrow as pa\nobj = pa.deserialize(blob)",
    "!pip install pyarrow==12.0.0\n# %%\nimport pandas as pd\ndf = pd.read_parquet(path)",
)
GOOD = (
    "import pyarrow.parquet as pq\ntable = pq.read_table('data.parquet')",
    "!pip install pyarrow==15.0.0\n# %%\nimport pandas as pd\ndf = pd.read_parquet(path)",
)


def check(event: Call | Subclass, facts: Facts) -> Iterator[Hit]:
    """Report what unpickles always, and readers under a vulnerable pin."""
    if isinstance(event, Subclass):
        yield Hit(
            f"`{event.cls.name}` is unpickled whenever a file with its type is read.",
            severity=Severity.MEDIUM,
        )
    elif event.names[0] in ALWAYS:
        yield Hit(f"{spoken(event)} unpickles Arrow data.")
    elif facts.older("pyarrow", "14.0.1") and not facts.imported("pyarrow_hotfix"):
        yield Hit(
            f"{spoken(event)} may run code with the pinned PyArrow, before 14.0.1 (CVE-2023-47248).",
            severity=Severity.MEDIUM,
        )

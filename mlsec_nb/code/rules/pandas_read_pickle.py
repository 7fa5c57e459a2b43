"""Reading a pickle with pandas.

What it does
------------
Finds ``read_pickle`` of pandas, and of the libraries that share its interface.

Why it matters
--------------
``read_pickle`` runs the code in the file; it takes a URL as readily as a path.

Use instead
-----------
Parquet, Feather or CSV.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import loads
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule

RULE = rule(
    "MLS209",
    "pandas-read-pickle",
    "pandas.read_pickle runs the code in the file.",
    advice="Store the table as Parquet and use read_parquet.",
    references=("CWE-502", "ATLAS AML.T0011.000"),
    aliases=("B301",),
)
WATCH = Watch(
    calls=(
        "pandas.read_pickle",
        "pandas.load",
        "cudf.read_pickle",
        "geopandas.read_pickle",
        "dask.dataframe.from_pickle",
        "pandas.io.common.read_pickle",
    )
)
BAD = (
    "import pandas as pd\ndf = pd.read_pickle('data.pkl')",
    "import pandas as pd\nframes = [pd.read_pickle(p) for p in paths]",
    "import pandas as pd\nframes = map(pd.read_pickle, paths)",
)
GOOD = (
    "import pandas as pd\ndf = pd.read_parquet('data.parquet')",
    "import pandas as pd\ndf.to_pickle('data.pkl')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report every read."""
    yield loads(call, facts, "runs the code in the file", name="filepath_or_buffer")

"""Rows are far away from all others.

What it does
------------
Isolates rows by random cuts, measures each column's distance from its middle half, and counts infinite
values.

Why it matters
--------------
A single extreme row can move a linear model or a scaler; sentinels and infinite values are learnt as if
they meant something.

Use instead
-----------
Limits that are checked when data comes in (a schema), robust scaling, and missing values marked as
missing.

References
----------
Liu et al. 2008 (ICDM), CWE-1039
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS406",
    "outlier-rows",
    "Rows are far away from all others.",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    advice=(
        "Look at the listed rows: mistakes of units, sentinels such as -999, or rows that do not belong here."
    ),
    references=("CWE-1039",),
    controls=("DATA-11",),
)

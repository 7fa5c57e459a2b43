"""Test rows are distributed differently from training rows.

What it does
------------
Compares each column (Kolmogorov and Smirnov; total variation for categories) and trains a model to tell
test rows from training rows.

Why it matters
--------------
Figures measured on other data than the model will meet say little. Columns that tell the parts apart (a
date, a source) are also how a leak between them is found.

Use instead
-----------
A split that mirrors how the model will be used, written down.

References
----------
Rabanser et al. 2019 (NeurIPS), CWE-1039
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS407",
    "split-drift",
    "Test rows are distributed differently from training rows.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    advice=(
        "Compare the listed columns by time and source; split at random or by time on purpose, and test "
        "on what is to come."
    ),
    references=("CWE-1039",),
    controls=("DATA-12",),
)

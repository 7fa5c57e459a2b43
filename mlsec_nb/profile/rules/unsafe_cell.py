"""Cells hold what runs: code objects, formulas, markup, pickles.

What it does
------------
Looks at the types of the values in columns of objects, and for spreadsheet formulas, scripts and pickled
bytes in text. Nothing is called, shown or unpickled.

Why it matters
--------------
A frame with functions or unknown objects can only be stored as a pickle, which runs code when it is
read. A cell that starts with `=` runs in a spreadsheet; markup runs where a notebook shows it.

Use instead
-----------
Numbers, texts and times only; files that cannot carry code.

References
----------
CWE-502, CWE-1236, CWE-79
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS411",
    "unsafe-cell",
    "Cells hold what runs: code objects, formulas, markup, pickles.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    advice=(
        "Keep plain values in tables; store them as Parquet or CSV, and escape formulas and markup where"
        " they are shown."
    ),
    references=("CWE-502", "CWE-1236", "CWE-79"),
    controls=("MODEL-02",),
)

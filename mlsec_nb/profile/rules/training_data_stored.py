"""A model carries rows or values of its training data in itself.

What it does
------------
Walks through everything that the object holds and looks for rows of the training data, whole columns of
values, vocabularies, category names, tables and file paths.

Why it matters
--------------
Whoever gets the model's file gets what is in it, without any attack: nearest neighbours, support vectors and
Gaussian processes are copies of people's records. A file path tells who trained it, and where.

Use instead
-----------
A model that keeps statistics only; or treat the file as you treat the data. Drop tables and paths from
attributes before saving, and cut rare words from vocabularies (`min_df`).

References
----------
CWE-200, CWE-212, CVE-2024-5206
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS502",
    "training-data-stored",
    "The model's object carries rows or values of its training data.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    advice="Treat the model's file as you treat the training data, or use a model that keeps statistics "
    "only.",
    references=("CWE-200", "CWE-212"),
    controls=("MODEL-10",),
)

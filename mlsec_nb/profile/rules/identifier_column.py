"""A column identifies rows and says nothing about them.

What it does
------------
Finds columns in which nearly every value is another: running numbers, UUIDs, hashes, keys.

Why it matters
--------------
A model can learn the key by heart instead of the features: it looks good where keys repeat and fails
elsewhere. Keys that belong to people make a table personal again after the names are gone.

Use instead
-----------
Make it the index, or drop it before the split; replace keys of people by keyed hashes.

References
----------
CWE-359
"""

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS413",
    "identifier-column",
    "A column identifies rows.",
    severity=Severity.LOW,
    advice="Make it the index or drop it; replace keys of people by keyed hashes.",
    references=("CWE-359",),
    controls=("DATA-01",),
)

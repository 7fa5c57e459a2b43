"""Values of a column are credentials.

What it does
------------
Looks for keys, tokens, passwords and connection strings in a sample of every text column, by the detectors
that scan notebooks.

Why it matters
--------------
A dataset is copied more often than code and is seldom scanned; a model may learn a key and give it back.

Use instead
-----------
Revoke what was found, remove it from the source of the data, and scan before data is shared.

References
----------
CWE-798, CWE-312
"""

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS414",
    "secret-column",
    "Values of a column are credentials.",
    severity=Severity.HIGH,
    advice="Revoke them where they were issued, remove them from the source, scan data before it is shared.",
    references=("CWE-798", "CWE-312"),
    controls=("DATA-01",),
)

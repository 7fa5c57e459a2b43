"""A column holds one value only, nothing at all, or what another column holds.

What it does
------------
Lists columns without a value, with one value, and those that repeat another column.

Why it matters
--------------
It teaches nothing, and often shows that an export or a join has failed; a name that is there twice makes
code read another column than meant.

Use instead
-----------
A schema that is checked when data comes in.

References
----------
CWE-1039
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS409",
    "constant-column",
    "A column holds one value only, nothing at all, or what another column holds.",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    advice="Drop it, or find out why it is not filled.",
    references=(),
    controls=("DATA-10",),
)

"""An identity number of somebody.

What it does
------------
Finds national identity, social security and tax numbers whose structure and check digits hold, and the
machine-readable zone of passports. Where a number could be anything, a word before it has to say what it is.

Why it matters
--------------
Identity numbers do not change; with a name they open accounts and contracts.

Use instead
-----------
Clear the output; work with a keyed hash where rows have to be told apart.

References
----------
CWE-359, GDPR Art. 5(1)(c)
"""

from mlsec_nb.core.finding import Severity
from mlsec_nb.privacy.rule import rule

RULE = rule(
    "MLS602",
    "identity-number",
    "An identity number of somebody.",
    severity=Severity.HIGH,
    advice="Clear the output; work with a keyed hash where rows have to be told apart.",
)

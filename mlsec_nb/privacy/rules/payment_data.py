"""A payment card or account number of somebody.

What it does
------------
Finds card numbers with an issuer's prefix and a valid check digit, written in groups, and IBANs with valid
check digits. Numbers that payment providers publish for tests are left out.

Why it matters
--------------
Card numbers in a file bring it, and every copy, under PCI DSS; both serve fraud.

Use instead
-----------
Clear the output; keep the last four digits at most.

References
----------
CWE-359, GDPR Art. 5(1)(c)
"""

from mlsec_nb.core.finding import Severity
from mlsec_nb.privacy.rule import rule

RULE = rule(
    "MLS603",
    "payment-data",
    "A payment card or account number of somebody.",
    severity=Severity.HIGH,
    advice="Clear the output; keep the last four digits at most.",
)

"""An e-mail address or telephone number of somebody.

What it does
------------
Finds e-mail addresses and international telephone numbers in sources, Markdown and outputs. Addresses of
roles (info@, noreply@) and domains for documentation are left out.

Why it matters
--------------
A notebook is copied, committed and published with its outputs: what they show is out for good, and people can
be written to or looked up.

Use instead
-----------
Clear the output, show counts or masked values, and keep contacts out of cells.

References
----------
CWE-359, GDPR Art. 5(1)(c)
"""

from mlsec_nb.core.finding import Severity
from mlsec_nb.privacy.rule import rule

RULE = rule(
    "MLS601",
    "contact-data",
    "An e-mail address or telephone number of somebody.",
    severity=Severity.LOW,
    advice="Clear the output or mask what it shows; keep contacts out of cells.",
)

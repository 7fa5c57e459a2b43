"""A table with personal data is shown.

What it does
------------
Reads tables in outputs, HTML and plain text, and judges each column by its values and its name, as profiles
of datasets do: names, e-mail addresses, telephone numbers, addresses, identity numbers.

Why it matters
--------------
The first rows of a table are the usual way in which personal data gets into a repository.

Use instead
-----------
Show df.dtypes, counts, or a table without these columns; clear the output before the notebook is shared.

References
----------
CWE-359, GDPR Art. 5(1)(c)
"""

from mlsec_nb.core.finding import Severity
from mlsec_nb.privacy.rule import rule

RULE = rule(
    "MLS604",
    "personal-table",
    "A table with personal data is shown.",
    severity=Severity.MEDIUM,
    advice="Show counts, or the table without these columns; clear the output before the notebook is shared.",
)

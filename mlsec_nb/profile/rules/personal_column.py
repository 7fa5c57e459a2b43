"""A column holds personal data.

What it does
------------
Checks a sample of every column for values that name or reach a person: names, addresses, telephone numbers,
e-mail and network addresses, identity numbers of some sixty states, accounts, cards, positions. Values are
never shown: the column, the kind, the share and how most values are written.

Why it matters
--------------
Personal data in a training set is learnt, copied with every export, and owed to the people it is about.
Models give some of it back.

Use instead
-----------
Drop the column, or replace it by a keyed hash if rows have to be told apart; write down why what stays is
needed.

References
----------
CWE-359, GDPR Art. 5(1)(c), ATLAS AML.T0057
"""

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS611",
    "personal-column",
    "A column holds personal data.",
    severity=Severity.MEDIUM,
    advice="Drop it, coarsen it, or replace it by a keyed hash; write down what has to stay and why.",
    references=("CWE-359", "GDPR Art. 5(1)(c)"),
    controls=("DATA-01",),
)

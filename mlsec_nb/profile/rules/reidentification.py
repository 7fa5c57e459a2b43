"""Few columns together single people out.

What it does
------------
Counts, over the columns that somebody else may know about a person (age, postcode, gender, dates, places,
occupation ...), how many rows share all of their values: the smallest group is *k*, rows that are alone are
unique. Sets of one to three columns are counted as well.

Why it matters
--------------
Without names the table is still about people: who knows a few facts about somebody finds the row, and with it
everything else that it says.

Use instead
-----------
Coarsen (years of birth to decades, postcodes to regions), suppress rare values, drop columns that are not
needed, until every group has at least five rows; or publish aggregates with differential privacy.

References
----------
CWE-359, Sweeney 2002 (k-anonymity), Rocher et al. 2019 (Nature Communications 10)
"""

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS613",
    "re-identification",
    "Few columns together single people out.",
    severity=Severity.MEDIUM,
    advice="Coarsen or drop some of these columns until no group is smaller than five rows.",
    references=("CWE-359",),
    controls=("DATA-13",),
)

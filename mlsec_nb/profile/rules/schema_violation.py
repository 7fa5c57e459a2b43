"""Data does not meet its schema.

What it does
------------
Compares columns, kinds, ranges, categories and missing values with a schema that was saved before, and
the test rows with the training rows.

Why it matters
--------------
Values that nobody expected are how broken exports and poisoned rows come in.

Use instead
-----------
`profile.save_schema("schema.json")` once, `profile_dataset(df, schema="schema.json")` whenever data
comes in.

References
----------
CWE-20
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS410",
    "schema-violation",
    "Data does not meet its schema.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    advice="Refuse or repair the data before it is used; save a new schema when the change is meant.",
    references=("CWE-20",),
    controls=("DATA-10",),
)

"""A pattern of values goes with one label, whatever the rest of the row says.

What it does
------------
Looks for values, words or image patches that few rows share, that go with one label, and without which
those rows look like another class; compares the strength of the best pattern with that under shuffled
labels.

Why it matters
--------------
Whoever can add a few rows to the training data can teach the model a secret sign: with it, the model
answers what the attacker chose, and every test without the sign looks fine.

Use instead
-----------
Data of known origin, pinned by digest; review of rows that one source added; training without the
suspects.

References
----------
Gu et al. 2017 (BadNets), CWE-1039, ATLAS AML.T0018
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS402",
    "backdoor-trigger",
    "A pattern of values goes with one label, whatever the rest of the row says.",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    advice=(
        "Look at the listed rows and where they came from; train without them and compare the "
        "predictions on rows with the pattern."
    ),
    references=("CWE-1039", "ATLAS AML.T0018"),
    controls=("DATA-11",),
)

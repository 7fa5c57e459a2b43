"""One class is so rare that its errors hardly count.

What it does
------------
Counts the labels and compares the rarest class with the most frequent one.

Why it matters
--------------
A model may be right almost always and never recognise the rare class, which in security (fraud, intrusion,
malware) is the one that matters. A handful of poisoned labels is then a large share of that class.

Use instead
-----------
Stratified splits, class weights, and a metric that shows the rare class (recall, average precision).

References
----------
CWE-1039
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS408",
    "class-imbalance",
    "A class is rare: a handful of wrong labels is a large share of it.",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    advice="Split with `stratify=y`, weigh the classes, and judge by the recall of the rare class.",
    controls=("DATA-11",),
)

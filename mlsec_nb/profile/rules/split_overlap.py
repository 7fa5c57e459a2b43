"""Test rows are in the training data, exactly or nearly.

What it does
------------
Compares test rows with training rows: equal rows, rows much nearer than neighbours of their kind are,
rows with most columns equal, texts of which most word pairs are the same.

Why it matters
--------------
The test then measures memory: accuracy is too good, and overfitting and leaks of training data stay
hidden.

Use instead
-----------
A split by person, device or document, made once, before augmentation and oversampling.

References
----------
Kapoor and Narayanan 2023 (Patterns), CWE-1039
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS404",
    "split-overlap",
    "Test rows are in the training data, exactly or nearly.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    advice=(
        "Drop the listed rows from the test data, and split by case (`GroupShuffleSplit`) before "
        "anything is augmented."
    ),
    references=("CWE-1039",),
    controls=("DATA-12",),
)

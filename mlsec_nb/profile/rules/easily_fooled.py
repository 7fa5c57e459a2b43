"""Small changes of a row change the answer.

What it does
------------
Searches for the nearest row that the model puts into another class, by what a stranger may do: asking.
Reported when the way there is short against the way to the nearest real row of another class.

Why it matters
--------------
Somebody who gains by another answer (spam, fraud, malware, a refused loan) changes what is cheap to change.

Use instead
-----------
Coarser features that are dear to change, adversarial training, smoother models, limits on the number of
questions, and a second check where an answer is close to the edge.

References
----------
CWE-1039, ATLAS AML.T0015, ATLAS AML.T0043
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS507",
    "easily-fooled",
    "Small changes of a row change the model's answer.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    advice="Use features that are dear to change, smooth the model, limit questions, and review answers "
    "near the edge.",
    references=("CWE-1039", "ATLAS AML.T0015"),
    controls=("MODEL-08",),
)

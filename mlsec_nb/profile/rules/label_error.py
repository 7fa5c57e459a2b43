"""Labels contradict the features of their rows.

What it does
------------
Predicts each row's label by several models that did not see it, estimates how labels of one class turn into
those of another, and lists the rows whose given label is probably not the true one.

Why it matters
--------------
Wrong labels are learnt. A few per cent of flipped labels, by mistake or by somebody who could write to the
data, move the decision where the attacker wants it. A contradiction is no proof of an attack: classes that
overlap look the same.

Use instead
-----------
Look at the listed rows first, correct or drop what is wrong, and find out how it came in.

References
----------
CWE-1039, ATLAS AML.T0020, Northcutt et al. 2021 (JAIR 70)
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS401",
    "label-error",
    "Labels contradict the features of their rows.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    advice="Review the listed rows, most suspect first; correct or drop them and find where they came from.",
    references=("CWE-1039", "ATLAS AML.T0020"),
    controls=("DATA-11",),
)

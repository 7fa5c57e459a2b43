"""A library behind the model has a known hole.

What it does
------------
Compares the installed versions of the libraries that the model's types come from with published advisories
about loading models and about training data kept in them.

Why it matters
--------------
Loading a model runs its library. Several loaders that promised to be safe were not, until the version named
here.

Use instead
-----------
The fixed version, for whoever trains and for whoever loads.

References
----------
CWE-1395, CVE-2025-32434, CVE-2025-1550, CVE-2024-5206
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS504",
    "outdated-library",
    "A library behind the model has a known hole.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    advice="Update the library where the model is trained and where it is loaded.",
    references=("CWE-1395",),
    controls=("MODEL-01",),
)

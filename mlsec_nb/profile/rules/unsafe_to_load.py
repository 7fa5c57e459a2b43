"""A pickle of the model would make others import unsafe or unknown names.

What it does
------------
Lists the types and functions in the object and judges them by the same allowlist as model files.

Why it matters
--------------
Whoever loads the file imports these modules and lets them run. A colleague's scanner will refuse the file,
or, worse, the colleague will learn to wave such warnings away.

Use instead
-----------
Named functions of your own package instead of lambdas, no open handles or clients in attributes, and a
format that holds data only (safetensors, ONNX, skops) where the model allows it.

References
----------
CWE-502, ATLAS AML.T0011.000
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS503",
    "unsafe-to-load",
    "A pickle of the model would make others import unsafe or unknown names.",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    advice="Keep functions and clients out of attributes, and save as safetensors, ONNX or skops.",
    references=("CWE-502", "ATLAS AML.T0011.000"),
    controls=("MODEL-01",),
)

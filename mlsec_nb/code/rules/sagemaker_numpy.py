"""Unpickling what a SageMaker endpoint or job returns.

What it does
------------
Finds ``NumpyDeserializer`` where ``allow_pickle`` is not certainly ``False``, and
``deserialize_obj_from_s3``.

Why it matters
--------------
``allow_pickle`` was on by default before SageMaker SDK 2.218 (CVE-2024-34072): whoever answers for
the endpoint runs code here. Results of remote functions are pickles in a bucket.

Use instead
-----------
``NumpyDeserializer(allow_pickle=False)``, or JSON.

References
----------
CWE-502, CVE-2024-34072, https://sagemaker.readthedocs.io/en/stable/api/inference/deserializers.html
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import always

RULE = rule(
    "MLS245",
    "sagemaker-unpickle",
    "What a SageMaker endpoint or job returns is unpickled.",
    advice="Pass allow_pickle=False, or use JSON.",
    references=("CWE-502", "CVE-2024-34072"),
)
WATCH = Watch(
    calls=(
        "sagemaker.*.NumpyDeserializer",
        "sagemaker.*.deserialize_obj_from_s3",
        "sagemaker.*.PickleDeserializer",
    )
)
BAD = (
    "from sagemaker.deserializers import NumpyDeserializer\nreader = NumpyDeserializer(allow_pickle=True)",
    "import sagemaker\npredictor.deserializer = sagemaker.deserializers.NumpyDeserializer()",
    "from sagemaker.remote_function.core.serialization import deserialize_obj_from_s3 as read\n"
    "result = read(session, uri)",
)
GOOD = (
    "from sagemaker.deserializers import NumpyDeserializer\nreader = NumpyDeserializer(allow_pickle=False)",
    "%pip install sagemaker==2.219.0\nfrom sagemaker.deserializers import NumpyDeserializer\n"
    "reader = NumpyDeserializer()",
    "from sagemaker.deserializers import JSONDeserializer\nreader = JSONDeserializer()",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report what unpickles, by the version if the option is left out."""
    if not call.names[0].endswith(".NumpyDeserializer"):
        yield Hit(f"{spoken(call)} unpickles what it reads.")
        return
    allowed = call.get("allow_pickle", 2)
    if allowed is not None and not always(allowed, False):
        yield Hit(f"{spoken(call)} may unpickle what the endpoint returns.")
    elif allowed is None and (older := facts.older("sagemaker", "2.218")) is not False:
        message = f"{spoken(call)} unpickles by default before SageMaker SDK 2.218 (CVE-2024-34072)."
        yield Hit(
            message,
            severity=None if older else Severity.MEDIUM,
            confidence=None if older else Confidence.MEDIUM,
        )

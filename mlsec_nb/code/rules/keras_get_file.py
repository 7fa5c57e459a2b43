"""Downloads by ``keras.utils.get_file`` that nothing verifies.

What it does
------------
Finds ``get_file`` without ``file_hash`` when it unpacks an archive, or when the address is not a literal
``https`` one.

Why it matters
--------------
What is downloaded can be replaced on the way or at its source. Before Keras 3.12 an archive could
write outside its folder (CVE-2025-12060).

Use instead
-----------
``file_hash="<sha256>"``.

References
----------
CWE-494, CWE-22, CVE-2025-12060, https://keras.io/api/utils/python_utils/#get_file-function
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import Value, always, constants, is_literal, prefix, truthy

RULE = rule(
    "MLS241",
    "keras-get-file",
    "A download by get_file is not compared with a digest.",
    advice="Pass file_hash with the SHA-256 of the file.",
    severity=Severity.LOW,
    references=("CWE-494", "CWE-22", "CVE-2025-12060"),
    controls=("MODEL-04",),
)
WATCH = Watch(calls=("keras.utils.get_file", "keras.utils.data_utils.get_file"))
BAD = (
    "from tensorflow import keras\n"
    "path = keras.utils.get_file('data.tgz', 'https://example.org/data.tgz', extract=True)",
    "import tensorflow as tf\npath = tf.keras.utils.get_file('model.h5', origin=url)",
    "from keras.utils import get_file\npath = get_file('model.h5', 'http://example.org/model.h5')",
)
GOOD = (
    "from keras.utils import get_file\npath = get_file('data.csv', 'https://example.org/data.csv')",
    "from keras.utils import get_file\npath = get_file('data.tgz', url, file_hash=digest, extract=True)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a download without a digest by what could be done with it."""
    if _has_digest(call.get("file_hash", 4)) or _has_digest(call.get("md5_hash", 3)):
        return
    origin = call.get("origin", 1)
    secure = prefix(origin).startswith("https://")
    unpacks = truthy(call.get("extract")) or truthy(call.get("untar", 2))
    if not secure and prefix(origin).startswith("http://"):
        yield Hit(f"{spoken(call)} downloads without encryption and digest.", severity=Severity.MEDIUM)
    elif unpacks:
        severity = Severity.LOW if secure else Severity.MEDIUM
        yield Hit(f"{spoken(call)} unpacks an archive without a digest (CVE-2025-12060).", severity=severity)
    elif not secure and not is_literal(origin):
        yield Hit(f"{spoken(call)} downloads without a digest.")


def _has_digest(value: Value | None) -> bool:
    return value is not None and not always(value, None) and "" not in constants(value)

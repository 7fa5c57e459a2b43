"""Joining a cluster without TLS.

What it does
------------
Finds Ray and Dask clients that connect to an address other than this machine without a security
object.

Why it matters
--------------
Both send pickles both ways, and Ray does not authenticate: whoever answers at the address, or
reaches it, runs code (CVE-2023-48022).

Use instead
-----------
A TLS security object, or a local cluster.

References
----------
CWE-502, CVE-2023-48022
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import strings

RULE = rule(
    "MLS219",
    "cluster-address",
    "A cluster exchanges pickles without authentication.",
    advice="Pass a TLS security object, or stay on this machine.",
    severity=Severity.MEDIUM,
    confidence=Confidence.LOW,
    references=("CWE-502", "CVE-2023-48022"),
)
LOCAL = re.compile(r"(?:\w+://)?(?:localhost|127\.|\[?::1)|processes|threads|tls:")
WATCH = Watch(
    calls=(
        "ray.init",
        "dask.distributed.Client",
        "distributed.Client",
        "ray.util.connect",
        "ray.job_submission.JobSubmissionClient",
    ),
    references=False,
)
BAD = (
    "from dask.distributed import Client\nclient = Client('tcp://10.0.0.5:8786')",
    "import ray\nray.init(address='ray://head:10001')",
)
GOOD = (
    "from dask.distributed import Client\nclient = Client(n_workers=2)",
    "import ray\nray.init()",
    "from dask.distributed import Client\nclient = Client('tls://10.0.0.5:8786', security=security)",
    "import ray\nray.init('auto')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report an address elsewhere without security."""
    if call.get("security"):
        return
    for address in strings(call.get("address", 0)):
        if address not in ("auto", "local", "") and not LOCAL.match(address):
            yield Hit(f"{spoken(call)} exchanges pickles with `{address}` without TLS.")
            return

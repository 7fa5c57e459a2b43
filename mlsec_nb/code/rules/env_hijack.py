"""Environment variables that put code into every process.

What it does
------------
Finds ``LD_PRELOAD``, ``PYTHONPATH``, ``PYTHONSTARTUP`` and similar variables that point to a
temporary or shared folder, or preload a library.

Why it matters
--------------
They decide which code every later process loads first.

Use instead
-----------
Install the package, or set the variable for one command in a folder of your own.

References
----------
CWE-426
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Assignment, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import prefix

RULE = rule(
    "MLS278",
    "env-hijack",
    "An environment variable makes processes load code from elsewhere.",
    advice="Install the package instead, or use a private folder.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("CWE-426",),
    controls=("INFRA-11",),
)
ALWAYS = ("LD_PRELOAD", "LD_AUDIT", "DYLD_INSERT_LIBRARIES")
FOLDERS = (
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "PYTHONHOME",
    "LD_LIBRARY_PATH",
    "PATH",
    "BASH_ENV",
    "JUPYTER_PATH",
    "IPYTHONDIR",
)
SHARED = ("/tmp", "/var/tmp", "/dev/shm", "/content/drive", "http://", "https://")
ALLOCATORS = re.compile(r"malloc|libiomp|libgomp|libomp|libcuda|libnccl|libstdc\+\+|asan")
WATCH = Watch(variables=(*ALWAYS, *FOLDERS))
BAD = (
    "%env LD_PRELOAD=/usr/lib/libhook.so",
    "import os\nos.environ['PYTHONPATH'] = '/tmp/lib'",
    "!export PYTHONSTARTUP=/tmp/x.py && python train.py",
)
GOOD = (
    "import os\nos.environ['PYTHONPATH'] = '/home/me/project'",
    "%env LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libtcmalloc.so.4",
)


def check(event: Assignment, facts: Facts) -> Iterator[Hit]:
    """Report a preloaded library, and search paths that others can write to."""
    name = event.names[0]
    start = prefix(event.value).strip("\"' ")
    if name in ALWAYS:
        if start and not ALLOCATORS.search(start):
            yield Hit(f"`{name}` makes every later process load `{start[:80]}` first.")
    elif any(part.startswith(SHARED) for part in start.split(":")):
        yield Hit(f"`{name}` makes every later process load code from a folder that others may write.")

"""JavaScript in a cell.

What it does
------------
Finds ``%%javascript`` cells and ``%%html`` cells with a script.

Why it matters
--------------
It runs in the page of the notebook, with the rights of the reader: it can run code in the kernel,
and read or change every cell. A script from another server is whatever that server sends.

Use instead
-----------
A widget, or a picture.

References
----------
CWE-79
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Hit, Magic, Watch, rule
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS282",
    "javascript-cell",
    "JavaScript runs in the page of the notebook.",
    advice="Use a widget; at least keep the script in the notebook.",
    severity=Severity.MEDIUM,
    references=("CWE-79",),
    controls=("HUMAN-04",),
)
KERNEL = re.compile(r"kernel\s{0,5}\.\s{0,5}execute|IPython\.notebook|requestExecute|\.execute_cell")
REMOTE = re.compile(
    r"<script[^>]{0,300}\ssrc\s{0,5}=|<iframe[^>]{0,300}\ssrc\s{0,5}=|import\s{0,5}\(|(?:require|requirejs)\.config",
    re.IGNORECASE,
)
REQUESTS = re.compile(
    r"XMLHttpRequest|fetch\s{0,5}\(|WebSocket|document\.cookie|localStorage|\$\.(?:get|post|ajax)|sendBeacon"
)
SCRIPT = re.compile(r"<script|\son\w{3,20}\s{0,5}=|javascript:", re.IGNORECASE)
WATCH = Watch(magics=("%%javascript", "%%js", "%%html", "%%svg"))
BAD = (
    "%%javascript\nJupyter.notebook.kernel.execute('import os')  # bad",
    '%%html\n<script src="https://example.org/x.js"></script>  <!-- # bad -->',
)
GOOD = (
    "%%html\n<b>Result</b>",
    "%%markdown\nsome text",
)


def check(magic: Magic, facts: Facts) -> Iterator[Hit]:
    """Report scripts, the worse the more they can reach."""
    if magic.snippet.line <= 1:
        return
    script = magic.name in ("%%javascript", "%%js")
    if KERNEL.search(magic.text):
        yield Hit("The script runs code in the kernel.", severity=Severity.HIGH)
    elif REMOTE.search(magic.text):
        yield Hit("The cell loads a script from another server.")
    elif script and REQUESTS.search(magic.text):
        yield Hit("The script talks to a server or reads cookies.")
    elif script or SCRIPT.search(magic.text):
        yield Hit("A script runs in the page of the notebook.", severity=Severity.LOW)

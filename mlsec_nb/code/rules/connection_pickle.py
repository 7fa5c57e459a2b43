"""Pickles over a network connection.

What it does
------------
Finds ``multiprocessing.connection`` clients and listeners and managers on a TCP address without a
secret ``authkey``.

Why it matters
--------------
``recv`` unpickles what the other end sends: whoever can connect runs code here.

Use instead
-----------
``Pipe`` within one machine; TLS with JSON between machines.

References
----------
CWE-502
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Seq, always, is_literal

RULE = rule(
    "MLS217",
    "connection-pickle",
    "A network connection unpickles what it receives.",
    advice="Use a Pipe, or TLS with JSON; a secret authkey at the very least.",
    confidence=Confidence.MEDIUM,
    references=("CWE-502",),
    aliases=("B301",),
)
CONNECTIONS = ("multiprocessing.connection.Client", "multiprocessing.connection.Listener")
WATCH = Watch(
    calls=(*CONNECTIONS, "multiprocessing.managers.BaseManager", "multiprocessing.managers.SyncManager"),
    references=False,
)
BAD = (
    "from multiprocessing.connection import Client\nconnection = Client(('10.0.0.5', 6000))",
    "from multiprocessing.connection import Listener\n"
    "listener = Listener(('0.0.0.0', 6000), authkey=b'secret')",
)
GOOD = (
    "from multiprocessing import Pipe\na, b = Pipe()",
    "import os\nfrom multiprocessing.connection import Client\nconnection = Client('/tmp/socket')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a TCP address whose key is missing or in the notebook."""
    address = call.get("address", 0)
    tcp = any(isinstance(atom, Seq) for atom in address or ())
    key = call.get("authkey", 1 if "Manager" in call.names[0] else None)
    if not tcp and (not address or is_literal(address)):
        return
    if key is None or always(key, None):
        yield Hit(f"{spoken(call)} unpickles what an unauthenticated peer sends.")
    elif is_literal(key):
        yield Hit(
            f"{spoken(call)} unpickles what a peer sends, with a key that is in the notebook.",
            severity=Severity.MEDIUM,
        )

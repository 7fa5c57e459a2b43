"""Remote procedure calls that carry objects.

What it does
------------
Finds RPyC, Pyro4 with pickle and PyTorch RPC.

Why it matters
--------------
These protocols let the other end run code here by design, or unpickle what it sends; none
authenticates by itself (CVE-2024-5480).

Use instead
-----------
TLS with client certificates, and JSON.

References
----------
CWE-502, CVE-2024-5480
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Assignment, Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Const, constants, leaves, strings

RULE = rule(
    "MLS221",
    "remote-objects",
    "A remote peer can run code here.",
    advice="Use TLS with client certificates and a data-only format.",
    severity=Severity.MEDIUM,
    confidence=Confidence.LOW,
    references=("CWE-502", "CVE-2024-5480"),
)
WATCH = Watch(
    calls=(
        "rpyc.classic.connect",
        "rpyc.connect",
        "rpyc.utils.server.ThreadedServer",
        "rpyc.utils.server.OneShotServer",
        "rpyc.utils.classic.connect",
        "rpyc.ThreadedServer",
        "Pyro4.Proxy",
        "Pyro4.Daemon",
        "torch.distributed.rpc.init_rpc",
        "twisted.spread.pb.PBServerFactory",
    ),
    assignments=("Pyro4.config.SERIALIZER", "Pyro4.config.SERIALIZERS_ACCEPTED"),
    references=False,
)
BAD = (
    "import rpyc\nc = rpyc.classic.connect('gpu-box')",
    "import Pyro4\nPyro4.config.SERIALIZER = 'pickle'",
)
GOOD = (
    "import grpc\nchannel = grpc.secure_channel('gpu-box:443', credentials)",
    "import Pyro4\nPyro4.config.SERIALIZER = 'serpent'",
)


def check(event: Call | Assignment, facts: Facts) -> Iterator[Hit]:
    """Report connections that trust their peer with code."""
    if isinstance(event, Assignment):
        if any(isinstance(a, Const) and "pickle" in str(a.value) for a in leaves(event.value)):
            yield Hit("Pyro4 is told to unpickle what its peers send.", severity=Severity.HIGH)
        return
    name = event.names[0]
    if name.startswith("Pyro4") and not any(
        "pickle" in str(c) for c in constants(facts.variables.get("PYRO_SERIALIZER"))
    ):
        return
    host = strings(event.get("host", 0))
    if host and all(text in ("localhost", "127.0.0.1", "::1") for text in host):
        return
    severity = Severity.HIGH if "classic" in name else Severity.MEDIUM
    yield Hit(f"{spoken(event)} gives its peer the means to run code here.", severity=severity)

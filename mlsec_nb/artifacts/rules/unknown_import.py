"""A pickle asks for a name that is not on the allowlist.

What it does
------------
Finds globals that are neither known to be harmless nor known to do harm: classes of your own, of
packages that the allowlist was not made from, of newer versions. A function among them that is
called with a command, path or address, or a function of a listed package which its own pickles
never name, weighs more.

Why it matters
--------------
Unpickling imports the module and may call the name with anything. A scanner that lets through what
it has never heard of is a denylist, and denylists have been bypassed every few weeks.

Use instead
-----------
If the class is your own, allow it by its exact name in the configuration; else ask what it does
before loading.

References
----------
CWE-502, CWE-829

"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.artifacts.examples import PLAIN
from mlsec_nb.artifacts.facts import Imports
from mlsec_nb.artifacts.pickles.values import Global, show
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity
from mlsec_nb.policy.policy import known_packages

RULE = rule(
    "MLS302",
    "unknown-import",
    "Loading the file would import a name that is not on the allowlist.",
    severity=Severity.MEDIUM,
    advice="Look at what the name does. If it is yours, allow it by its exact path; else do not load it.",
    references=("CWE-502", "CWE-829"),
    controls=("MODEL-01", "MODEL-02"),
)
LISTENS = Imports
BAD = (
    ("own.pkl", b"\x80\x04\x8c\x08mypkg.io\x94\x8c\x05Model\x94\x93\x94)\x81\x94."),
    ("tool.pkl", b"\x80\x04cnumpy\nsome_new_helper\n(S'touch /tmp/x'\ntR."),
)
GOOD = (
    ("data.pkl", PLAIN),
    ("dtype.pkl", b"\x80\x04\x8c\x05numpy\x94\x8c\x05dtype\x94\x93\x94\x8c\x02f8\x94\x89\x88\x87\x94R\x94."),
)
_SUSPECT = re.compile(
    r"(?:^|[\s'\"(])/(?:tmp|bin|usr|etc|home|var|dev|proc|root)\b|\b(?:import|exec|eval|lambda|os\.|__)|https?://|ftp://"
    r"|\b(?:curl|wget|bash|sh -c|powershell|cmd\.exe|nc|touch|echo|whoami|chmod|rm -|cat|python3?) "
    r"|\.\./|[;&|`]\s*\w|\$\(",
)
"""Arguments that look like commands, code, paths or addresses."""


def check(fact: Imports) -> Iterator[Verdict]:
    """Report every unknown name, more severely when its use is suspect."""
    for found in fact.names:
        if found.verdict == "unknown":
            suspect = _suspect(found)
            yield Verdict(
                subject=found.path,
                message=f"Loading would import {found.path}, which is not on the allowlist{suspect}"
                f" (opcode at byte {found.offset:,}).",
                evidence=f"{found.path}({show(found.arguments)[1:-1]})" if found.uses else found.path,
                severity=Severity.HIGH if suspect else None,
            )


def _suspect(found: Global) -> str:
    """Why the use of an unknown name is suspect, or nothing."""
    shown = show(found.arguments, 6)
    if found.uses and _SUSPECT.search(shown):
        return ", and pass it what looks like a command, code, a path or an address"
    last = found.name.rpartition(".")[2]
    is_function = last[:1].islower() and not last.startswith("__pyx_unpickle")
    listed = found.module.partition(".")[0] in known_packages()
    if "called" in found.uses and "." in found.name:
        return ", and call this attribute of a class or module"
    if listed and is_function and "called" in found.uses:
        return ", though the pickles of this package never call it"
    if "called" in found.uses and last in (
        "run",
        "system",
        "popen",
        "call",
        "exec",
        "execute",
        "eval",
        "spawn",
        "shell",
    ):
        return ", and its name says that it runs something"
    return ""

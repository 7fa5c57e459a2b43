"""An executable among the data.

What it does
------------
Finds members of archives and files that begin as programs or libraries (ELF, PE, Mach-O, scripts),
and installers or shell scripts by name.

Why it matters
--------------
A model needs no program. Loaders of some formats (torch model archives, mlflow, TensorFlow custom
operators) load libraries that lie beside the model.

Use instead
-----------
Take the program out, or get the model from a source that ships none.

References
----------
CWE-506, ATLAS AML.T0018.002

"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.examples import PLAIN, zipped
from mlsec_nb.artifacts.facts import Entry
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS305",
    "embedded-executable",
    "The archive holds a program or a native library.",
    severity=Severity.HIGH,
    advice="Find out what the program is for; a model does not need it.",
    references=("CWE-506", "ATLAS AML.T0018.002"),
)
LISTENS = Entry
BAD = (
    ("model.zip", zipped(("lib/op.so", b"\x7fELF\x02\x01\x01" + bytes(60)))),
    ("model.zip", zipped(("setup.sh", b"#!/bin/sh\nid\n"))),
)
GOOD = (
    ("model.zip", zipped(("a.pkl", PLAIN))),
    ("model.zip", zipped(("weights", b"MZ are the first two letters"))),
)
MAGIC = (
    b"\x7fELF",
    b"#!/",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xfe\xed\xfa\xcf",
    b"\xca\xfe\xba\xbe\x00\x00\x00",
)
SUFFIXES = (".exe", ".dll", ".so", ".dylib", ".bat", ".cmd", ".ps1", ".vbs", ".msi", ".scr", ".jar", ".pyd")


def check(fact: Entry) -> Iterator[Verdict]:
    """Report programs, by content first and by name."""
    program = fact.head.startswith(MAGIC) or (fact.head[:2] == b"MZ" and b"\x00" in fact.head[2:64])
    if program or (fact.name.lower().endswith(SUFFIXES) and fact.size):
        yield Verdict(
            subject=fact.name,
            message=f"The member {fact.name} is a program, script or native library.",
            evidence=f"{fact.name}, {fact.size:,} bytes",
        )

"""A pickle uses the machine in a way that no pickler does.

What it does
------------
Finds names that are computed instead of written, extension codes, attributes set on modules and
classes, hooks planted in an object's state, calls of what an earlier call gave, attributes reached
through unknown objects, and raw array bytes that are opcodes too.

Why it matters
--------------
Honest picklers write names as constants. Computed ones exist to get past scanners, as do changes of
classes that other code will use.

Use instead
-----------
Do not load the file.

References
----------
CWE-502, CWE-913

"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.examples import PLAIN
from mlsec_nb.artifacts.facts import Trick
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS303",
    "pickle-trick",
    "The pickle uses opcodes in a way that honest picklers never do.",
    severity=Severity.HIGH,
    advice="Do not load this file: it was written by hand.",
    references=("CWE-502", "CWE-913"),
)
LISTENS = Trick
BAD = (
    ("computed.pkl", b"\x80\x04cbuiltins\nstr\n(S'os'\ntR\x8c\x06system\x93(S'id'\ntR."),
    ("extension.pkl", b"\x80\x02\x82\x01(S'id'\ntR."),
    ("patched.pkl", b"\x80\x04cnumpy\nndarray\n}S'x'\nK\x01sb."),
)
GOOD = (("data.pkl", PLAIN),)
MEANINGS = {
    "computed-name": "a name is computed instead of written",
    "computed-attribute": "an attribute's name is computed",
    "computed-load": "bytes to be loaded in turn are computed",
    "set-attribute": "an attribute is set on something only named",
    "attribute-chain": "an attribute is reached through another object",
    "extension": "a name is asked for by an extension code, which hides it",
    "build-on-global": "attributes of a class, function or module are overwritten",
    "item-on-global": "items of something only named are changed",
    "hook": "a hook is planted in an object's state",
    "call-of-result": "the result of a call is called",
    "call-of-value": "something that is not a named function is called",
    "torn-line": "a line crosses the end of a frame, and C reads it differently from a file and from memory",
    "array-is-code": "array data are opcodes as well, for a loader that does not skip them",
    "skops-operator": "a node claims to be a function of the operator module",
    "skops-method": "a node reaches a method of another type than it declares",
    "skops-type": "a node's declared type is not what is read",
}


def check(fact: Trick) -> Iterator[Verdict]:
    """Report the trick with what it means."""
    yield Verdict(
        subject=f"{fact.kind}:{fact.subject}",
        message=f"In the stream, {MEANINGS[fact.kind]} (byte {fact.offset:,}).",
        evidence=fact.subject,
        severity=None if fact.severe else Severity.MEDIUM,
    )

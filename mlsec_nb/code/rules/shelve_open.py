"""Opening a shelf.

What it does
------------
Finds ``shelve.open`` and the shelf classes.

Why it matters
--------------
A shelf stores pickles: reading an entry runs the code in it.

Use instead
-----------
``sqlite3`` with JSON values.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS204",
    "shelve-open",
    "A shelf stores pickles; reading an entry runs the code in it.",
    advice="Use sqlite3 with JSON values.",
    severity=Severity.MEDIUM,
    references=("CWE-502", "ATLAS AML.T0011.000"),
    aliases=("B301",),
)
WATCH = Watch(calls=("shelve.open", "shelve.Shelf", "shelve.DbfilenameShelf", "shelve.BsdDbShelf"))
BAD = (
    "import shelve\ndb = shelve.open('cache.db')",
    "import shelve\nwith shelve.open('cache.db') as db:  # bad\n    print(db['a'])",
)
GOOD = ("import shelve_ui as shelve\nshelve.open('panel')",)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report every shelf."""
    yield Hit(f"{spoken(call)} opens a store of pickles.")

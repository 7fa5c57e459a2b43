"""Decoding with jsonpickle.

What it does
------------
Finds ``jsonpickle.decode``, ``loads`` and ``Unpickler``.

Why it matters
--------------
The text names the classes to build and the functions to call: decoding runs what it asks for.
``safe=True``, the default since version 4, removes one way of several.

Use instead
-----------
JSON, validated with pydantic or a dataclass.

References
----------
CWE-502, CVE-2020-22083
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import loads, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule

RULE = rule(
    "MLS206",
    "jsonpickle-decode",
    "jsonpickle builds whatever objects the text names.",
    advice="Use json and build the objects yourself.",
    references=("CWE-502", "CVE-2020-22083"),
    aliases=("B301",),
)
WATCH = Watch(calls=("jsonpickle.decode", "jsonpickle.loads", "jsonpickle.Unpickler", "jsonpickle.loadclass"))
BAD = (
    "import jsonpickle\nobj = jsonpickle.decode(text)",
    "from jsonpickle import decode as read\nobj = read(text)",
)
GOOD = (
    "import jsonpickle\ntext = jsonpickle.encode(obj)",
    "import json\nobj = json.loads(text)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report every decoding."""
    if call.names[0].endswith("Unpickler"):
        yield Hit(f"{spoken(call)} builds whatever objects the text names.")
    else:
        yield loads(call, facts, "builds whatever objects the text names", name="string")

"""Loading skops files with types that nobody looked at.

What it does
------------
Finds ``skops.io.load``, ``loads`` and ``visualize`` with ``trusted=True`` or with everything that
``get_untrusted_types`` returns, and ``Card.get_model``.

Why it matters
--------------
skops refuses types that are not on the list; trusting whatever the file asks for turns that off.
``trusted=True`` did so before 0.10 (CVE-2024-37065). ``Card.get_model`` fell back to joblib before
0.13 (CVE-2025-54886).

Use instead
-----------
``trusted=["module.Type", ...]`` with the types that you have read, and skops 0.13 or later.

References
----------
CWE-502, CVE-2024-37065, CVE-2025-54412, CVE-2025-54413, CVE-2025-54886,
https://skops.readthedocs.io/en/stable/persistence.html
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import is_literal, names, possibly

RULE = rule(
    "MLS247",
    "skops-load",
    "A skops file decides itself which types are trusted.",
    advice="Pass trusted=[...] with the names of the types that you have read, and pin skops>=0.13.",
    severity=Severity.MEDIUM,
    references=("CWE-502", "CVE-2024-37065", "CVE-2025-54412", "CVE-2025-54413", "CVE-2025-54886"),
)
UNTRUSTED = "skops.io.get_untrusted_types"
CARD = "skops.card.*.get_model"
WATCH = Watch(calls=("skops.io.load", "skops.io.loads", "skops.io.visualize", CARD))
BAD = (
    "import skops.io as sio\nmodel = sio.load('model.skops', trusted=True)",
    "import skops.io as sio\nunknown = sio.get_untrusted_types(file=path)\n# %%\n"
    "model = sio.load(path, trusted=unknown)",
    "from skops import card\nmodel = card.Card(model=path).get_model()",
    "%pip install skops==0.11.0\nimport skops.io as sio\nmodel = sio.load(path)",
)
GOOD = (
    "import skops.io as sio\nmodel = sio.load('model.skops', trusted=['numpy.dtype'])",
    "import skops.io as sio\nprint(sio.get_untrusted_types(file='model.skops'))\n"
    "model = sio.load('model.skops')",
    "import skops.io as sio\ntypes = [t for t in sio.get_untrusted_types(file=path) if t in ALLOWED]\n"
    "model = sio.load(path, trusted=types)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report trust that was not given by hand, and versions that could be fooled."""
    trusted = call.get("trusted", 1)
    if call.names[0].endswith(".get_model"):
        if facts.older("skops", "0.13") is not False:
            yield Hit(f"{spoken(call)} falls back to joblib before skops 0.13 (CVE-2025-54886).")
    elif possibly(trusted, True):
        yield Hit(f"{spoken(call)} with trusted=True loads any type, before skops 0.10.")
    elif UNTRUSTED in names(trusted):
        yield Hit(f"{spoken(call)} trusts whatever types the file asks for.")
    elif facts.older("skops", "0.12") and (trusted is None or is_literal(trusted)):
        message = (
            f"{spoken(call)} can be fooled about types in the pinned version, before 0.12 (CVE-2025-54412)."
        )
        yield Hit(message, severity=Severity.LOW)

"""Magics that fetch or run code from elsewhere.

What it does
------------
Finds ``%load``, ``%macro``, ``%edit``, ``%save`` and ``%pycat`` with an address, which IPython
fetches, and ``%run`` of a file that was downloaded or lies in a shared folder.

Why it matters
--------------
The code that runs is what the server sends at that moment.

Use instead
-----------
Keep the file beside the notebook, under version control.

References
----------
CWE-494
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.checks import tail
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Hit, Magic, Watch, rule
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS277",
    "magic-url",
    "A magic runs code from elsewhere.",
    advice="Keep the code beside the notebook.",
    references=("CWE-494",),
    controls=("INFRA-10",),
)
SHARED = ("/tmp/", "/var/tmp/", "/content/drive/", "/dev/shm/", "/mnt/")
WATCH = Watch(
    magics=tuple(
        "%" + name
        for name in (
            "load",
            "loadpy",
            "edit",
            "ed",
            "macro",
            "save",
            "pycat",
            "run",
            "recall",
            "rerun",
            "gist",
        )
    )
)
BAD = (
    "%load https://example.org/helpers.py",
    "%run /tmp/setup.py",
    "!wget https://example.org/prep.py\n# %%\n%run prep.py",
)
GOOD = (
    "%load helpers.py",
    "%run train.py --epochs 3",
    "%run -i ./setup.ipynb",
)


def check(magic: Magic, facts: Facts) -> Iterator[Hit]:
    """Report an address, and a file that others may have written."""
    for word in magic.text.split():
        word = word.strip("\"'")
        if word.startswith(("http://", "https://", "ftp://")):
            yield Hit(f"`{magic.name}` fetches code from an address.")
            return
        if magic.name == "%run" and not word.startswith("-"):
            if tail(word) in facts.fetched and not facts.checks.vouched(word):
                yield Hit(f"`%run` runs `{word}` as it was downloaded.")
            elif facts.loose(*word.split("/")[:-1]):
                message = f"`%run` runs `{word}` from a repository cloned at no fixed commit."
                yield Hit(message, severity=Severity.MEDIUM)
            elif word.startswith(SHARED):
                yield Hit(f"`%run` runs a file from a shared folder, `{word}`.", severity=Severity.MEDIUM)
            return

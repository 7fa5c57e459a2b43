"""Import paths that others can write to.

What it does
------------
Finds ``sys.path`` and ``site.addsitedir`` with a temporary folder, a mounted drive or a download.

Why it matters
--------------
Every later ``import`` looks there, and with ``insert(0, ...)`` looks there first: a file named
like a module runs instead of it. Shared drives hold the code of others.

Use instead
-----------
Install the package, pinned.

References
----------
CWE-426
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.common import inner_texts
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Assignment, Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import Const, Ref, Value, leaves, strings

RULE = rule(
    "MLS267",
    "shared-import-path",
    "Modules are imported from a folder that others can write to.",
    advice="Install the package instead.",
    severity=Severity.LOW,
    references=("CWE-426",),
    controls=("INFRA-11",),
)
SHARED = re.compile(
    r"(?:/tmp|/var/tmp|/dev/shm|/content/(?:g?drive|MyDrive)|/gdrive|/mnt/|/media/|/kaggle/input|/dbfs|"
    r"/lakehouse|/Volumes/|\\\\\\\\|//[\w.]|https?://|s3://|gs://)(?:[/\w.]|$)"
)
TEMPORARY = ("tempfile.mkdtemp", "tempfile.gettempdir", "tempfile.TemporaryDirectory", "tempfile.mktemp")
WATCH = Watch(
    calls=("sys.path.append", "sys.path.insert", "sys.path.extend", "site.addsitedir", "sys.path.__iadd__"),
    assignments=("sys.path",),
    references=False,
)
BAD = (
    "import sys\nsys.path.append('/content/drive/MyDrive/lib')",
    "import sys\nsys.path.insert(0, '/tmp/lib')",
    "import site\nsite.addsitedir('/tmp/packages')",
    "import sys\nsys.path += ['/tmp/lib']",
    "!git clone https://github.com/org/tools\n# %%\nimport sys\nsys.path.append('tools/src')",
)
GOOD = (
    "import sys\nsys.path.append('..')",
    "import sys\nsys.path.insert(0, './src')",
    "import sys, os\nsys.path.append(os.path.abspath('../lib'))",
)


def check(event: Call | Assignment, facts: Facts) -> Iterator[Hit]:
    """Report folders that are temporary, mounted or remote."""
    given = (event.value,) if isinstance(event, Assignment) else (*event.args, *event.keywords.values())
    for value in given:
        if shared := _shared(value):
            yield Hit(f"Modules are looked up in `{shared[:80]}`, which others can write to.")
            return
    cloned = [text for value in given for text in inner_texts(value) if facts.loose(_first(text))]
    if cloned:
        message = f"Modules are looked up in `{cloned[0][:80]}`, a clone at whatever commit is there."
        yield Hit(message, severity=Severity.INFO, hygiene=True)


def _first(path: str) -> str:
    """The folder that a relative path starts with; Colab's working folder is left out."""
    return path.removeprefix("/content/").removeprefix("./").partition("/")[0]


def _shared(value: Value) -> str:
    for atom in leaves(value):
        if isinstance(atom, Ref) and atom.name in TEMPORARY:
            return "a temporary folder"
        if isinstance(atom, Const):
            for text in strings((atom,)):
                if SHARED.match(text):
                    return text
    return ""

"""MD5 and SHA-1 as proof of a file.

What it does
------------
Finds ``hashlib.md5``, ``sha1`` and ``new("md5")`` over the bytes of a file or download, or where
the result is named a checksum or compared with one.

Why it matters
--------------
Two files with the same MD5 or SHA-1 digest can be made: the digest does not prove that a model or
data set is the right one.

Use instead
-----------
``hashlib.sha256`` or ``hashlib.blake2b``; for cache keys ``usedforsecurity=False``.

References
----------
CWE-328
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import FETCHERS, Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Ref, Value, always, leaves, strings

RULE = rule(
    "MLS298",
    "weak-hash",
    "A weak digest is taken for proof of a file.",
    advice="Use SHA-256.",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    references=("CWE-328",),
    controls=("MODEL-05",),
    aliases=("B303", "B324"),
)
WEAK = ("md5", "sha1", "md4")
FILES = ("builtins.open", "pathlib.Path.read_bytes", "os.path", *FETCHERS)
NAMED = re.compile(
    r"check_?sum|integrity|digest|model|weights|file_?hash|verif|signature|expected", re.IGNORECASE
)
WATCH = Watch(
    calls=(
        *(f"hashlib.{name}" for name in (*WEAK, "new", "file_digest")),
        *(f"hashlib.{name}.update" for name in (*WEAK, "new")),
        *(f"Crypto.Hash.{name}.new" for name in ("MD5", "SHA1", "MD4", "SHA")),
        *(f"Cryptodome.Hash.{name}.new" for name in ("MD5", "SHA1", "MD4")),
    )
)
BAD = (
    "import hashlib\nchecksum = hashlib.md5(data).hexdigest()",
    "import hashlib\nvalue = hashlib.sha1(open('model.pt', 'rb').read()).hexdigest()",
    "import hashlib\nvalue = hashlib.new('md5', open(path, 'rb').read())",
    "import hashlib\nh = hashlib.md5()\nwith open(path, 'rb') as file:\n    h.update(file.read())",
)
GOOD = (
    "import hashlib\nchecksum = hashlib.sha256(open('model.pt', 'rb').read()).hexdigest()",
    "import hashlib\nkey = hashlib.md5(text.encode()).hexdigest()",
    "import hashlib\nchecksum = hashlib.md5(data, usedforsecurity=False).hexdigest()",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report weak digests of files, and those that are named a checksum."""
    name = call.names[0]
    if always(call.get("usedforsecurity"), False):
        return
    if name in ("hashlib.new", "hashlib.file_digest"):
        algorithms = [
            text.lower() for text in strings(call.get("name" if name.endswith("new") else "digest", 0))
        ]
        algorithms += [text.lower() for value in call.args[1:2] for text in strings(value)]
        if not any(text in WEAK for text in algorithms):
            return
    given = (*call.args, *call.keywords.values())
    if call.reference or any(map(_of_file, given)) or (given and _named(call.site.statement)):
        yield Hit(f"{spoken(call)} does not prove that a file is the right one.")


def _of_file(value: Value) -> bool:
    return any(isinstance(atom, Ref) and atom.name.startswith(FILES) for atom in leaves(value))


def _named(statement: ast.stmt) -> bool:
    """Whether the statement names a checksum, a model or a comparison with one."""
    words = [node.id for node in ast.walk(statement) if isinstance(node, ast.Name)]
    words += [node.attr for node in ast.walk(statement) if isinstance(node, ast.Attribute)]
    words += [getattr(statement, "name", "")]
    return any(NAMED.search(word) for word in words if word not in ("hexdigest", "digest"))

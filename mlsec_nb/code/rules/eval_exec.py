"""Running text as code.

What it does
------------
Finds ``eval``, ``exec``, ``compile``, ``runpy`` and import machinery that are given text or a
path which is not a literal.

Why it matters
--------------
Whoever can influence the text runs code here: a form field, a file, an answer of a server or of a
language model.

Use instead
-----------
``ast.literal_eval`` for data, a dict of functions for choices, ``import`` for code.

References
----------
CWE-95, MITRE ATLAS AML.T0011
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import dynamic, handed, spoken
from mlsec_nb.code.facts import Facts, Source
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.code.taint import is_answer
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import Ref, Text, Value, leaves

RULE = rule(
    "MLS260",
    "eval-exec",
    "Text that is not in the notebook is run as code.",
    advice="Use ast.literal_eval for data, a dict of functions for choices, an import for code.",
    references=("CWE-95", "ATLAS AML.T0011"),
    controls=("MODEL-17",),
    aliases=("B307", "B102"),
)
TEXT = (
    "builtins.eval",
    "builtins.exec",
    "builtins.compile",
    "code.InteractiveInterpreter.runcode",
    "code.InteractiveInterpreter.runsource",
    "code.InteractiveConsole.push",
    "timeit.timeit",
    "timeit.repeat",
    "cProfile.run",
    "cProfile.runctx",
    "profile.run",
    "IPython.get_ipython.run_cell",
    "IPython.get_ipython.ex",
    "IPython.get_ipython.ev",
    "IPython.get_ipython.run_code",
    "IPython.core.interactiveshell.InteractiveShell.run_cell",
    "IPython.core.interactiveshell.InteractiveShell.ex",
    "IPython.core.interactiveshell.InteractiveShell.ev",
    "IPython.core.interactiveshell.InteractiveShell.run_code",
)
CALLABLES = ("timeit.timeit", "timeit.repeat", "cProfile.run", "cProfile.runctx", "profile.run")
PATHS = {
    "builtins.execfile": ("filename", 0),
    "runpy.run_path": ("path_name", 0),
    "runpy.run_module": ("mod_name", 0),
    "imp.load_source": ("pathname", 1),
    "imp.load_module": ("name", 0),
    "imp.load_compiled": ("pathname", 1),
    "importlib.util.spec_from_file_location": ("location", 1),
    "importlib.machinery.SourceFileLoader": ("path", 1),
    "IPython.get_ipython.safe_execfile": ("fname", 0),
}
DECODERS = (
    "base64.",
    "zlib.",
    "codecs.decode",
    "binascii.",
    "marshal.",
    "bz2.",
    "lzma.",
    "gzip.decompress",
    "cryptography.",
)
WATCH = Watch(calls=(*TEXT, *PATHS))
BAD = (
    "source = input()\nexec(source)",
    "import requests\neval(requests.get(url).text)",
    "import builtins\nrun = builtins.exec\nrun(open('helper.py').read())",
    "import runpy\nrunpy.run_path(path)",
)
GOOD = (
    "model.eval()",
    "df.eval('a + b')",
    "import re\nre.compile(pattern)",
    "import ast\nast.literal_eval(text)",
    "eval('1 + 1')",
    "def eval(model):\n    return model\neval(net)",
    "import timeit\ntimeit.timeit(lambda: f(x))",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report text or a path that is computed."""
    name = call.names[0]
    if name in PATHS:
        path = call.get(*PATHS[name])
        if dynamic(path) and path is not None:
            fetched = facts.source(path) is Source.REMOTE
            severity = Severity.CRITICAL if fetched else Severity.MEDIUM
            yield Hit(f"{spoken(call)} runs a file whose path is computed.", severity=severity)
        return
    text = handed(call) if call.reference else next(iter((*call.args, *call.keywords.values())), None)
    if not dynamic(text) or _is_code(text) or (name in CALLABLES and not _textual(text)):
        return
    origins = {atom.name for atom in leaves(text) if isinstance(atom, Ref)}
    if is_answer(text):
        return  # reported by llm-output-exec
    if facts.source(text) is Source.REMOTE or any(origin.startswith(DECODERS) for origin in origins):
        yield Hit(f"{spoken(call)} runs text that is downloaded or decoded.", severity=Severity.CRITICAL)
    elif name == "builtins.compile":
        yield Hit(f"{spoken(call)} makes code from text that is not a literal.", severity=Severity.MEDIUM)
    else:
        yield Hit(f"{spoken(call)} runs text that is not a literal.")


def _is_code(value: Value | None) -> bool:
    """Whether it is certainly compiled before, from a tree or a literal."""
    parsed = ("ast.parse", "ast.Expression", "ast.Module")
    return any(isinstance(a, Ref) and a.name in parsed for a in leaves(value))


def _textual(value: Value | None) -> bool:
    """Whether it is known to be text: these functions mostly take callables."""
    return any(
        isinstance(a, Text) or (isinstance(a, Ref) and a.name == "builtins.input") for a in value or ()
    )

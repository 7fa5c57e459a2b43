"""Importing what is only known at run time.

What it does
------------
Finds ``importlib.import_module`` and ``__import__`` of a name that is not in the notebook,
``httpimport``, and pip called as a function.

Why it matters
--------------
Importing a module runs it. ``httpimport`` runs what a server sends.

Use instead
-----------
``import``, or a dict from names to modules.

References
----------
CWE-470, CWE-494
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import dynamic, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.paths import fixed
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.code.taint import is_foreign
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import prefix

RULE = rule(
    "MLS266",
    "dynamic-import",
    "A module is imported that is only known at run time.",
    advice="Import it by name, or choose from a dict of modules.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("CWE-470", "CWE-494"),
    controls=(),
)
IMPORTS = (
    "importlib.import_module",
    "importlib.__import__",
    "builtins.__import__",
    "pydoc.locate",
    "pkgutil.resolve_name",
    "django.utils.module_loading.import_string",
)
REMOTE = tuple(
    f"httpimport.{name}"
    for name in ("load", "remote_repo", "github_repo", "gitlab_repo", "bitbucket_repo", "pypi_repo")
)
PIP = (
    "pip.main",
    "pip._internal.main",
    "pip._internal.cli.main.main",
    "pip._internal.main.main",
    "ensurepip.bootstrap",
)
WATCH = Watch(calls=(*IMPORTS, *PIP, *REMOTE))
BAD = (
    "import importlib\nmodule = importlib.import_module(name)",
    "module = __import__(input())",
    "import httpimport\nwith httpimport.remote_repo('https://example.org/lib'):  # bad\n    import lib",
    "import pip\npip.main(['install', 'numpy==2.0'])",
)
GOOD = (
    "import importlib\nmodule = importlib.import_module('json')",
    "import importlib\nfor name in ('json', 'csv'):\n    importlib.import_module(name)",
    "import importlib, json\nimportlib.reload(json)",
    "import importlib.util\nfound = importlib.util.find_spec(name)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report computed names, remote imports, and pip inside the process."""
    name = call.names[0]
    if name in REMOTE:
        yield Hit(f"{spoken(call)} imports modules from a server.", severity=Severity.HIGH)
    elif name in PIP:
        yield Hit(f"{spoken(call)} installs packages from within the process.", severity=Severity.LOW)
    else:
        module = call.args[0] if call.args else call.get("name") or call.get("path")
        if not dynamic(module) or fixed(module):
            return
        if is_foreign(module):
            yield Hit(f"{spoken(call)} imports a module that someone else names.", severity=Severity.HIGH)
        elif prefix(module):
            yield Hit(
                f"{spoken(call)} imports a module of a known package.", severity=Severity.INFO, hygiene=True
            )
        else:
            yield Hit(
                f"{spoken(call)} imports a module that is only known at run time.", severity=Severity.LOW
            )

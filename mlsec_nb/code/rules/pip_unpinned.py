"""Packages without a version.

What it does
------------
Notes install commands that leave the version open. One note for each cell.

Why it matters
--------------
The notebook gets another version tomorrow, and the newest version of a package is also the first
one to be compromised.

Use instead
-----------
``name==version``, or ``-r requirements.txt`` with hashes.

References
----------
CWE-1357
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.facts import Facts
from mlsec_nb.code.packages import PROGRAMS, is_pinned, is_url, read_install
from mlsec_nb.code.rule import Hit, Shell, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity

RULE = rule(
    "MLS275",
    "pip-unpinned",
    "Packages are installed without a version.",
    advice="Pin name==version, or install from a lock file with hashes.",
    severity=Severity.INFO,
    confidence=Confidence.MEDIUM,
    references=("CWE-1357",),
    controls=("INFRA-08",),
)
NAME = re.compile(r"[A-Za-z][\w.-]{0,80}(?:\[|[<>=!~;]|$)")
WATCH = Watch(programs=PROGRAMS)
BAD = (
    "!pip install numpy pandas",
    "%pip install -U transformers",
    "!conda install -y scipy",
    "import subprocess, sys\nsubprocess.check_call([sys.executable, '-m', 'pip', 'install', 'tqdm'])",
)
GOOD = (
    "!pip install numpy==2.0.1",
    "!pip install -r requirements.txt",
    "!pip install -e .",
    "!pip show torch",
    "!pip check",
    "!pip install './dist/mypkg-1.0-py3-none-any.whl'",
    "!conda install scipy=1.11",
)


def check(shell: Shell, facts: Facts) -> Iterator[Hit]:
    """Note requirements that name no single version."""
    install = read_install(shell.command)
    if install is None:
        return
    open_ones = [r for r in install.requirements if not is_pinned(install.tool, r) and not is_url(r)]
    named = [name for name in open_ones if NAME.match(name)]
    if named:
        shown = ", ".join(f"`{name}`" for name in named[:4]) + (" and more" if len(named) > 4 else "")
        yield Hit(f"No version is pinned for {shown}.", hygiene=True)

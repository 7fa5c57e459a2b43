"""Packages from a moving address.

What it does
------------
Finds packages installed from a repository without a full commit, or from an archive or wheel
without a digest.

Why it matters
--------------
A branch or tag can be moved: what is installed is what its owner, or whoever took the account
over, put there last.

Use instead
-----------
``@`` and the 40 digits of a commit, or ``#sha256=…``.

References
----------
CWE-494, MITRE ATLAS AML.T0010
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.facts import Facts
from mlsec_nb.code.packages import PROGRAMS, is_fixed_url, is_url, read_install
from mlsec_nb.code.rule import Hit, Shell, Watch, rule
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS274",
    "pip-vcs",
    "A package is installed from an address whose content can change.",
    advice="Pin a full commit (@<40 digits>) or add #sha256=....",
    severity=Severity.MEDIUM,
    references=("CWE-494", "ATLAS AML.T0010"),
    controls=("INFRA-10",),
)
WATCH = Watch(programs=PROGRAMS)
BAD = (
    "!pip install git+https://github.com/org/repo.git",
    "%pip install git+https://github.com/org/repo.git@main",
    "!pip install 'foo @ git+https://github.com/org/repo'",
    "!pip install https://github.com/org/repo/archive/master.zip",
)
GOOD = (
    "!pip install git+https://github.com/org/repo.git@0123456789abcdef0123456789abcdef01234567",
    "!pip install ./dist/mypkg-1.0-py3-none-any.whl",
)


def check(shell: Shell, facts: Facts) -> Iterator[Hit]:
    """Report addresses without a commit or digest."""
    install = read_install(shell.command)
    if install is None:
        return
    for requirement in (*install.requirements, *install.options.get("--editable", ())):
        if is_url(requirement) and not is_fixed_url(requirement):
            plain = "http://" in requirement
            message = (
                f"`{requirement[:120]}` is installed as it is at that moment{', over http' if plain else ''}."
            )
            yield Hit(message, severity=Severity.HIGH if plain else Severity.MEDIUM)
            return

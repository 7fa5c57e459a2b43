"""Running a file that was just downloaded.

What it does
------------
Finds programs and scripts that are run under the name of a file, or inside a repository, that the
notebook downloads, without a digest compared in between.

Why it matters
--------------
What runs is what the server sends that day.

Use instead
-----------
Pin a commit or compare a digest (``sha256sum -c``) before running.

References
----------
CWE-494, MITRE ATLAS AML.T0010
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.checks import tail
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Hit, Shell, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.code import source_lines

RULE = rule(
    "MLS272",
    "shell-run-download",
    "A downloaded file is run.",
    advice="Pin a commit, or compare a digest before running it.",
    confidence=Confidence.MEDIUM,
    references=("CWE-494", "ATLAS AML.T0010"),
    controls=("INFRA-10",),
)
MAX_LINES = 40
CHANGES = re.compile(r"\bcd\s{1,9}(?:\./)?([\w.-]{1,100})")
INTERPRETERS = frozenset("sh bash zsh dash source . python perl ruby node Rscript julia php".split())
WATCH = Watch(programs=("*",))
BAD = (
    "!wget https://example.org/setup.sh\n!bash setup.sh",
    "%%bash\ncurl -O https://example.org/tool\nchmod +x tool\n./tool  # bad",
    "!git clone https://github.com/org/repo && cd repo && bash install.sh",
    "!wget -q https://example.org/prep.py -O /tmp/prep.py\n# %%\n!python /tmp/prep.py",
)
GOOD = (
    "!wget https://example.org/data.csv\n!head data.csv",
    "!wget https://example.org/setup.sh\n!echo 'ab  setup.sh' | sha256sum -c\n!bash setup.sh",
    "!git clone https://github.com/org/repo\n!ls repo",
    "!bash setup.sh",
)


def check(shell: Shell, facts: Facts) -> Iterator[Hit]:
    """Report a command that runs a file which was fetched before."""
    program, argv = shell.command.program, shell.command.argv
    target = ""
    if program in INTERPRETERS:
        target = next((word for word in argv[1:] if not word.startswith("-")), "")
    elif argv and ("/" in argv[0]):
        target = argv[0]
    if not target or "://" in target:
        return
    if tail(target) in facts.fetched:
        if not facts.checks.vouched(target):
            yield Hit(f"`{target}` is run as it was downloaded.")
    elif facts.loose(*target.split("/")[:-1]):
        yield Hit(f"`{target}` is run from a repository cloned at no fixed commit.", severity=Severity.MEDIUM)
    elif _entered(shell, facts):
        yield Hit(
            f"`{target}` is run inside a repository cloned at no fixed commit.", severity=Severity.MEDIUM
        )


def _entered(shell: Shell, facts: Facts) -> bool:
    """Whether an earlier command of the same line or cell goes into a cloned folder."""
    lines = source_lines(shell.code.part.text)[max(0, shell.place.line - MAX_LINES) : shell.place.line]
    return any(facts.loose(match[1]) for line in lines for match in CHANGES.finditer(line[:1000]))

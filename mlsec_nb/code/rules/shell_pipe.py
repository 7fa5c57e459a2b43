"""Running what is downloaded, unseen.

What it does
------------
Finds downloads that are piped into an interpreter (``curl … | bash``), run by substitution
(``bash <(curl …)``, ``sh -c "$(curl …)"``) or decoded into one (``base64 -d | sh``).

Why it matters
--------------
Whoever controls the address, or the way to it, runs commands here; what ran leaves no trace.

Use instead
-----------
Download to a file, compare its digest (``sha256sum -c``), read it, then run it.

References
----------
CWE-494, MITRE ATLAS AML.T0010
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Hit, Shell, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.shell import Command, Pipeline, every_command

RULE = rule(
    "MLS270",
    "shell-pipe",
    "A download is run without being looked at.",
    advice="Download to a file, compare its digest (sha256sum -c), then run it.",
    severity=Severity.CRITICAL,
    references=("CWE-494", "ATLAS AML.T0010"),
    controls=("INFRA-10",),
    aliases=("B602", "B605"),
)
INTERPRETERS = frozenset(
    "sh bash zsh dash ksh fish python ruby perl node php pwsh powershell iex source . eval Rscript".split()
)
FETCHERS = frozenset("curl wget fetch aria2c http https lynx iwr invoke-webrequest gsutil aws".split())
SHELLS = frozenset("sh bash zsh dash ksh source . eval".split())
WATCH = Watch(programs=tuple(sorted(INTERPRETERS)))
BAD = (
    "!curl -fsSL https://example.org/install.sh | sudo bash",
    "!bash <(curl -s https://example.org/install.sh)",
    '%%bash\nset -e\nsh -c "$(wget -qO- https://example.org/install.sh)"  # bad',
    'import subprocess\nsubprocess.run(["bash", "-c", "curl https://example.org/run.sh | sh"])',
)
GOOD = (
    "!curl -O https://example.org/install.sh",
    "note = 'never run !curl x | bash'",
    "!curl -s https://example.org/data.json | python -m json.tool",
    "!cat data.txt | python count.py",
)


def check(shell: Shell, facts: Facts) -> Iterator[Hit]:
    """Report an interpreter that is fed by a download or by decoded text."""
    argv = shell.command.argv
    program = shell.command.program
    if program not in SHELLS and _has_own_script(argv):
        return
    before = []
    for command in shell.pipeline.commands:
        if command is shell.command:
            break
        before.append(command)
    if any(command.program in FETCHERS for command in before):
        yield Hit(f"A download is piped into `{program}`.")
    elif any(_decodes(command) for command in before):
        yield Hit(f"Decoded text is piped into `{program}`.")
    elif any(
        command.program in FETCHERS and not command.redirects for _, command in every_command(_inner(shell))
    ):
        yield Hit(f"`{program}` runs what a download returns.")


def _inner(shell: Shell) -> list[Pipeline]:
    return shell.command.nested


def _has_own_script(argv: list[str]) -> bool:
    """Whether an interpreter runs a script or module of its own and only reads data from the pipe."""
    for word in argv[1:]:
        if word in ("-", "-c") or word.startswith(("<(", "/dev/stdin")):
            return False
        if not word.startswith("-"):
            return True
        if re.fullmatch(r"-[a-zA-Z]*[meEn]", word) and argv[0] != "bash":
            return True
    return False


def _decodes(command: Command) -> bool:
    argv = command.argv
    return command.program in ("base64", "xxd", "openssl", "gunzip", "uudecode") and any(
        word in ("-d", "-D", "--decode", "-r", "-di", "-dec") for word in argv
    )

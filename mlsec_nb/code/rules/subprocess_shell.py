"""``subprocess`` with a shell.

What it does
------------
Finds ``subprocess`` calls with ``shell=True``.

Why it matters
--------------
The text goes through a shell: a name with ``;`` or ``$(...)`` in it runs another command.

Use instead
-----------
A list of words, without ``shell=True``.

References
----------
CWE-78
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.code.taint import is_answer
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import Seq, is_literal, strings, truthy

RULE = rule(
    "MLS262",
    "subprocess-shell",
    "A command goes through a shell.",
    advice="Pass a list of words and leave shell=True out.",
    severity=Severity.MEDIUM,
    references=("CWE-78",),
    controls=(),
    aliases=("B602", "B604", "B607"),
)
SHELLS = {"sh", "bash", "zsh", "dash"}
WATCH = Watch(
    calls=tuple(f"subprocess.{name}" for name in ("run", "Popen", "call", "check_call", "check_output"))
)
BAD = (
    "import subprocess\nsubprocess.run(command, shell=True)",
    "import subprocess\noptions = {'shell': True}\nout = subprocess.check_output(f'ls {folder}', **options)",
)
GOOD = (
    "import subprocess\nsubprocess.run(['ls', folder])",
    "import subprocess\nsubprocess.run(['ls'], shell=False)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report ``shell=True``; with a literal command it is a matter of style."""
    shell = call.get("shell", 8)
    if any(map(_interpreted, call.get("args", 0) or ())):
        message = f"{spoken(call)} gives a shell a command that is put together at run time."
        yield Hit(message, severity=Severity.HIGH)
        return
    if shell is None or not (truthy(shell) or (shell and not is_literal(shell))):
        return
    command = call.get("args", 0)
    if is_answer(command):
        return  # reported by llm-output-exec
    if is_literal(command):
        yield Hit(f"{spoken(call)} runs a literal command through a shell.", severity=Severity.LOW)
    else:
        yield Hit(
            f"{spoken(call)} runs a command that is put together at run time through a shell.",
            severity=Severity.HIGH,
        )


def _interpreted(command: object) -> bool:
    """Whether it is ``["bash", "-c", text]`` with text that is not a literal."""
    if not isinstance(command, Seq) or len(command.items) != 3:
        return False
    program, option, text = command.items
    names = {name.rpartition("/")[2] for name in strings(program)}
    return bool(names & SHELLS) and "-c" in strings(option) and not is_literal(text) and not is_answer(text)

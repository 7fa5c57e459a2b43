"""Shell commands put together at run time.

What it does
------------
Finds ``os.system``, ``os.popen``, ``subprocess.getoutput``, ``pty.spawn``, the ``exec`` and
``spawn`` families and their relatives.

Why it matters
--------------
The text goes through a shell: a name with ``;`` or ``$(...)`` in it runs another command.

Use instead
-----------
``subprocess.run([...])`` with a list of words.

References
----------
CWE-78
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import handed, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.code.taint import is_answer
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import is_literal

RULE = rule(
    "MLS261",
    "os-command",
    "A command goes through a shell.",
    advice="Use subprocess.run with a list of words.",
    severity=Severity.MEDIUM,
    references=("CWE-78",),
    controls=(),
    aliases=("B605", "B606", "B607"),
)
COMMANDS = (
    *(f"os.{name}" for name in ("system", "popen", "popen2", "popen3", "popen4", "startfile")),
    *(f"os.exec{suffix}" for suffix in ("", "l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")),
    *(f"os.spawn{suffix}" for suffix in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")),
    *(f"os.posix_spawn{suffix}" for suffix in ("", "p")),
    "pty.spawn",
    "commands.getoutput",
    "commands.getstatusoutput",
    "popen2.popen2",
    "popen2.popen3",
    "subprocess.getoutput",
    "subprocess.getstatusoutput",
    "platform.popen",
    "asyncio.create_subprocess_shell",
    "asyncio.subprocess.create_subprocess_shell",
    "pexpect.run",
    "pexpect.spawn",
    "IPython.utils.process.system",
    "IPython.utils.process.getoutput",
    "IPython.get_ipython.system",
    "IPython.get_ipython.getoutput",
    "IPython.get_ipython.system_raw",
    "IPython.get_ipython.system_piped",
    "IPython.core.interactiveshell.InteractiveShell.system",
    "IPython.core.interactiveshell.InteractiveShell.getoutput",
)
WATCH = Watch(calls=COMMANDS)
BAD = (
    "import os\nos.system(f'rm -rf {folder}')",
    "import subprocess\nout = subprocess.getoutput(command)",
    "import os\nrun = os.popen\nrun(command).read()",
    "get_ipython().system(command)",
)
GOOD = (
    "import os\nos.makedirs('data', exist_ok=True)",
    "import subprocess\nsubprocess.run(['ls', folder])",
    "import os\nos.listdir('.')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a command; a literal one is a matter of style."""
    command = next(iter(call.args[-1:] if ".spawn" in call.names[0] else call.args[:1]), None)
    if call.reference:
        command = handed(call)
    elif command is None:
        command = next(iter(call.keywords.values()), None)
    if command is None and not call.is_open:
        return
    if is_answer(command):
        return  # reported by llm-output-exec
    if command is not None and is_literal(command):
        yield Hit(f"{spoken(call)} runs a literal command through a shell.", severity=Severity.LOW)
    else:
        yield Hit(f"{spoken(call)} runs a command that is put together at run time.", severity=Severity.HIGH)

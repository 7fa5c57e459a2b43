"""SSH to whoever answers.

What it does
------------
Finds Paramiko's ``AutoAddPolicy`` and ``WarningPolicy``, and ``StrictHostKeyChecking=no``.

Why it matters
--------------
Without a known key the first machine that answers is taken for the right one, and gets the
password and the data.

Use instead
-----------
``RejectPolicy`` and a ``known_hosts`` file.

References
----------
CWE-295
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Shell, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import Ref

RULE = rule(
    "MLS295",
    "ssh-host-key",
    "The identity of an SSH server is not checked.",
    advice="Use RejectPolicy and a known_hosts file.",
    severity=Severity.MEDIUM,
    references=("CWE-295",),
    controls=("DATA-05",),
    aliases=("B507",),
)
NO_CHECK = re.compile(
    r"StrictHostKeyChecking[= ](?:no|off|accept-new)|UserKnownHostsFile[= ]/dev/null", re.IGNORECASE
)
WATCH = Watch(
    calls=(
        "paramiko.AutoAddPolicy",
        "paramiko.WarningPolicy",
        "paramiko.client.AutoAddPolicy",
        "paramiko.client.WarningPolicy",
        "*.set_missing_host_key_policy",
    ),
    programs=("ssh", "scp", "sftp", "rsync", "sshpass"),
    references=False,
)
BAD = (
    "import paramiko\n"
    "client = paramiko.SSHClient()\n"
    "client.set_missing_host_key_policy(paramiko.AutoAddPolicy())",
    "!ssh -o StrictHostKeyChecking=no host ls",
)
GOOD = (
    "import paramiko\n"
    "client = paramiko.SSHClient()\n"
    "client.set_missing_host_key_policy(paramiko.RejectPolicy())",
    "!ssh host ls",
)


def check(event: Call | Shell, facts: Facts) -> Iterator[Hit]:
    """Report a policy or option that takes any key."""
    if isinstance(event, Shell):
        if any(NO_CHECK.search(word) for word in event.command.argv[1:]):
            yield Hit(f"`{event.command.program}` accepts any host key.")
        return
    if event.method != "set_missing_host_key_policy":
        return
    given = [a.name for v in event.args for a in v if isinstance(a, Ref)]
    if any(name.endswith(("AutoAddPolicy", "WarningPolicy")) for name in given):
        yield Hit("The client accepts any host key.")

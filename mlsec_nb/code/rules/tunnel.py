"""A tunnel from the internet to this machine.

What it does
------------
Finds ngrok, cloudflared, localtunnel, Colab SSH and similar tunnels, from Python and in a shell.

Why it matters
--------------
It passes the firewall: what listens behind it, mostly without a password, is on the internet.

Use instead
-----------
An SSH tunnel in the other direction, or a proxy with authentication.

References
----------
CWE-200
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Shell, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import strings

RULE = rule(
    "MLS293",
    "tunnel",
    "A tunnel opens this machine to the internet.",
    advice="Use an SSH tunnel from your own machine instead.",
    severity=Severity.MEDIUM,
    references=("CWE-200",),
    controls=("INFRA-02",),
)
RELAY = re.compile(r"serveo|localhost\.run|pinggy|srv\.us|ngrok")
CALLS = (
    "pyngrok.ngrok.connect",
    "ngrok.connect",
    "ngrok.forward",
    "flask_ngrok.run_with_ngrok",
    "flask_cloudflared.run_with_cloudflared",
    "pycloudflared.try_cloudflare",
    "google.colab.output.eval_js",
    "google.colab.output.serve_kernel_port_as_window",
    "google.colab.output.serve_kernel_port_as_iframe",
    "localtunnel.connect",
    "localtunnel.run",
    "colab_ssh.launch_ssh",
    "colab_ssh.launch_ssh_cloudflared",
    "colabcode.ColabCode",
    "remocolab.setupSSHD",
    "remocolab.setupVNC",
    "flask_localtunnel.run_with_lt",
)
WATCH = Watch(
    calls=CALLS,
    programs=(
        "ngrok",
        "cloudflared",
        "lt",
        "localtunnel",
        "bore",
        "npx",
        "pagekite",
        "ssh",
        "frpc",
        "tmate",
        "jprq",
    ),
)
BAD = (
    "from pyngrok import ngrok\nurl = ngrok.connect(8501)",
    "!npx localtunnel --port 8501 &",
    "!cloudflared tunnel --url http://localhost:8501 &",
    "from flask_ngrok import run_with_ngrok\nrun_with_ngrok(app)",
)
GOOD = (
    "!npx create-react-app demo",
    "!ssh host ls",
    "from pyngrok import ngrok\nngrok.kill()",
)


def check(event: Call | Shell, facts: Facts) -> Iterator[Hit]:
    """Report what opens a tunnel."""
    if isinstance(event, Call):
        if event.names[0].endswith("eval_js"):
            scripts = strings(event.get("script", 0))
            if any("proxyPort" in script or "fetch(" in script for script in scripts):
                yield Hit(f"{spoken(event)} publishes a port of this machine.", severity=Severity.LOW)
            return
        proxied = event.names[0].startswith("google.colab.output.")  # reaches the signed-in user only
        severity = Severity.LOW if proxied else None
        yield Hit(f"{spoken(event)} opens this machine to the internet.", severity=severity)
        return
    name, words = event.command.program, event.command.argv[1:]
    opens = {
        "ngrok": bool(words) and words[0] in ("http", "tcp", "tls", "start"),
        "cloudflared": "tunnel" in words,
        "npx": any(word in ("localtunnel", "lt", "cloudflared", "ngrok") for word in words),
        "ssh": any(re.fullmatch(r"-[a-zA-Z]*R.*", word) for word in words)
        and bool(RELAY.search(" ".join(words))),
        "bore": "local" in words,
    }
    if opens.get(name, name != "frpc" or bool(words)):
        yield Hit(f"`{name}` opens this machine to the internet.")

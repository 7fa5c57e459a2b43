"""Packages from an index that cannot be trusted.

What it does
------------
Finds ``--extra-index-url``, plain-HTTP indexes and links, ``--trusted-host`` and the settings
that do the same. The indexes of PyTorch, NVIDIA, JAX and other makers are known and not reported.

Why it matters
--------------
With a second index pip takes the higher version, whoever published it: a name that is private
here can be registered there (CVE-2018-20225). Over HTTP anyone on the way can answer.

Use instead
-----------
One index over HTTPS, with ``--require-hashes``.

References
----------
CWE-427, CVE-2018-20225
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.facts import Facts
from mlsec_nb.code.packages import PROGRAMS, VENDORS, read_install
from mlsec_nb.code.rule import Assignment, Hit, Shell, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import constants

RULE = rule(
    "MLS273",
    "pip-index",
    "Packages may come from someone else.",
    advice="Use one --index-url over https, and --require-hashes.",
    references=("CWE-427", "CVE-2018-20225"),
    controls=("INFRA-10",),
)
VARIABLES = {
    "PIP_INDEX_URL": "--index-url",
    "PIP_EXTRA_INDEX_URL": "--extra-index-url",
    "PIP_TRUSTED_HOST": "--trusted-host",
    "PIP_FIND_LINKS": "--find-links",
    "PIP_PRE": "--pre",
    "UV_INDEX_URL": "--index-url",
    "UV_EXTRA_INDEX_URL": "--extra-index-url",
    "UV_INSECURE_HOST": "--trusted-host",
}
WATCH = Watch(programs=(*PROGRAMS, "pip-compile"), variables=tuple(VARIABLES))
BAD = (
    "!pip install torch==2.6.0 --extra-index-url https://pypi.example.org/simple",
    "%pip install mypkg==1.0 --index-url http://pypi.example.org/simple",
    "!pip install mypkg==1.0 --trusted-host pypi.example.org",
    "!pip config set global.extra-index-url https://pypi.example.org/simple",
    "import os\nos.environ['PIP_TRUSTED_HOST'] = 'pypi.example.org'",
    "import subprocess, sys\n"
    "subprocess.run([sys.executable, '-m', 'pip', 'install', 'mypkg==1.0', '--extra-index-url', 'https://pypi.example.org'])",
)
GOOD = (
    "!pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu121",
    "!pip install torch==2.6.0 --extra-index-url https://download.pytorch.org/whl/cu121",
    "!pip install -r requirements.txt",
    "!pip install jax==0.4 -f https://storage.googleapis.com/jax-releases/jax_releases.html",
)


def check(event: Shell | Assignment, facts: Facts) -> Iterator[Hit]:
    """Report sources of packages that others can fill."""
    if isinstance(event, Assignment):
        values = [str(value) for value in constants(event.value)]
        option = VARIABLES[event.names[0]]
        shown = f"The environment variable `{event.names[0]}`"
    else:
        argv = event.command.argv
        if "config" in argv and "set" in argv:
            option = "--" + next(
                (w.partition(".")[2] for w in argv if w.startswith(("global.", "install."))), ""
            )
            values, shown = argv[-1:], "`pip config`"
        else:
            install = read_install(event.command)
            for name, given in install.options.items() if install else ():
                yield from _judge(name, given, f"`{name}`")
            return
    yield from _judge(option, values, shown)


def _judge(option: str, values: list[str], shown: str) -> Iterator[Hit]:
    if option == "--trusted-host":
        yield Hit(f"{shown} turns off the check of certificates for a package index.")
    elif option == "--pre":
        yield Hit(f"{shown} takes versions that are not released.", severity=Severity.LOW)
    elif option in ("--no-verify", "--no-verify-ssl"):
        yield Hit(f"{shown} turns off a check of the installer.")
    elif option in ("--index-url", "--find-links", "--default-index") and any(
        _plain(value) for value in values
    ):
        yield Hit(f"{shown} fetches packages over http.")
    elif option in ("--extra-index-url", "--index") and not all(VENDORS.match(value) for value in values):
        yield Hit(f"{shown} lets two indexes compete for each name.", severity=Severity.MEDIUM)


def _plain(value: str) -> bool:
    return value.startswith("http://") and not value.startswith(("http://localhost", "http://127."))

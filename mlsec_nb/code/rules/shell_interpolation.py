"""Input that goes into a shell line.

What it does
------------
Finds ``{name}`` and ``$name`` in shell lines that stand for input, a widget, a form or a
downloaded text.

Why it matters
--------------
IPython pastes the value into the command: a value with ``;`` or ``$(...)`` in it runs another
command.

Use instead
-----------
``shlex.quote``, or ``subprocess.run`` with a list of words.

References
----------
CWE-78
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Hit, Shell, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Ref, leaves

RULE = rule(
    "MLS279",
    "shell-interpolation",
    "Input is pasted into a shell command.",
    advice="Use shlex.quote(value), or subprocess.run with a list of words.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("CWE-78",),
    controls=(),
    aliases=("B602", "B604", "B605"),
)
VARIABLE = re.compile(r"\{([A-Za-z_]\w{0,60})[^{}]{0,80}\}|\$\{?([A-Za-z_]\w{0,60})")
OUTSIDE = (
    "builtins.input",
    "ipywidgets.",
    "requests.",
    "urllib.request.",
    "httpx.",
    "getpass.",
    "streamlit.text_input",
    "flask.request",
    "pandas.DataFrame",
    "openai.",
    "anthropic.",
    "gradio.",
)
WATCH = Watch(programs=("*",))
BAD = (
    "name = input()\n# %%\n!mkdir {name}",
    "import requests\ntag = requests.get(url).text\n!git checkout $tag",
)
GOOD = (
    "folder = 'data'\n!mkdir {folder}",
    "import shlex\nname = shlex.quote(input())\n!mkdir {name}",
)


def check(shell: Shell, facts: Facts) -> Iterator[Hit]:
    """Report a word that stands for something from outside."""
    if shell.site is not None:
        return
    for word in shell.command.words:
        for match in VARIABLE.finditer(word[:500]):
            name = match[1] or match[2]
            origins = [atom.name for atom in leaves(facts.names.get(name)) if isinstance(atom, Ref)]
            if any(origin.startswith(OUTSIDE) for origin in origins) and "shlex.quote" not in origins:
                yield Hit(f"`{name}` comes from outside and is pasted into a shell command.")
                return

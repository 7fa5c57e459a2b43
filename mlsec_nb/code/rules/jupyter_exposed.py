"""Servers started so that everyone can reach them.

What it does
------------
Finds Jupyter, MLflow, TensorBoard, Streamlit, Ray, vLLM and other servers started on all
interfaces, without a token, or with their protections off; ``python -m http.server`` too, which
listens everywhere by default.

Why it matters
--------------
A notebook server without a token gives a shell to whoever finds the port.

Use instead
-----------
``127.0.0.1``, the token left on, and an SSH tunnel.

References
----------
CWE-306, CWE-605
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Assignment, Call, Hit, Magic, Shell, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import Const, constants, leaves

RULE = rule(
    "MLS281",
    "jupyter-exposed",
    "A server is started that anyone on the network can use.",
    advice="Bind to 127.0.0.1, keep the token, and reach it through an SSH tunnel.",
    references=("CWE-306", "CWE-605"),
    controls=("INFRA-01", "INFRA-02"),
    aliases=("B104",),
)
PROGRAMS = tuple(
    "jupyter jupyter-notebook jupyter-lab jupyterlab jupyterhub notebook mlflow tensorboard streamlit ray "
    "vllm uvicorn gunicorn flask gradio http.server simplehttpserver dash voila panel bokeh dask-scheduler "
    "code-server label-studio ollama text-generation-launcher litellm chroma aim fastapi hypercorn "
    "llama-server python accelerate torchrun sglang.launch_server vllm.entrypoints.openai.api_server".split()
)
EVERYWHERE = ("0.0.0.0", "*", "::", "[::]")
NO_LOCK = re.compile(r"(?:App|Provider|Server)\.(?:token|password)$|^--(?:token|password)$")
HOST = re.compile(r"^--?(?:ip|host|hostname|server\.address|dashboard-host|address|h|server-name|\w+\.ip)$")
WATCH = Watch(
    programs=PROGRAMS,
    magics=("%tensorboard",),
    assignments=("*.ip", "*.token", "*.password", "*.allow_origin", "*.disable_check_xsrf"),
    variables=("OLLAMA_HOST", "JUPYTER_TOKEN", "GRADIO_SERVER_NAME"),
    calls=(
        "notebook.notebookapp.launch_new_instance",
        "notebookapp.launch_instance",
        "jupyterlab.labapp.launch_new_instance",
    ),
)
BAD = (
    "!jupyter notebook --ip=0.0.0.0 --NotebookApp.token='' --allow-root &",
    "import subprocess\nsubprocess.Popen(['jupyter', 'lab', '--ip=0.0.0.0', '--ServerApp.token='])",
    "!mlflow ui --host 0.0.0.0 &",
    "!tensorboard --logdir runs --bind_all &",
    "!python -m http.server 8000",
    "%tensorboard --logdir runs --host 0.0.0.0",
    "%%writefile jupyter_server_config.py\nc = get_config()\nc.ServerApp.token = ''",
)
GOOD = (
    "!jupyter notebook --no-browser",
    "!tensorboard --logdir runs",
    "%tensorboard --logdir runs",
    "!jupyter nbconvert --to html x.ipynb",
    "!python -m http.server --bind 127.0.0.1 8000",
)


def check(event: Shell | Magic | Assignment | Call, facts: Facts) -> Iterator[Hit]:
    """Report options that open a server to the network or take its lock away."""
    if isinstance(event, Assignment) and event.site is not None and "." in event.names[0]:
        yield from _configured(event, event.site.node)
        return
    if isinstance(event, Assignment):
        if str(next(iter(constants(event.value)), "")).startswith(EVERYWHERE):
            yield Hit(f"`{event.names[0]}` makes the server listen on every interface.")
        return
    if isinstance(event, Call):
        words = [w for a in leaves(event.get("argv", 0)) if isinstance(a, Const) for w in [str(a.value)]]
        name = "jupyter"
    elif isinstance(event, Magic):
        words, name = event.text.split(), event.name
    else:
        words, name = event.command.argv[1:], event.command.program
    yield from _judge(name, words)


def _configured(event: Assignment, target: ast.AST) -> Iterator[Hit]:
    """Judge a line of a configuration file: ``c.ServerApp.token = ""``."""
    owner = target.value if isinstance(target, ast.Attribute) else None
    if not isinstance(owner, ast.Attribute) or not owner.attr.endswith(("App", "Provider")):
        return
    option = event.names[0].rpartition(".")[2]
    for value in constants(event.value):
        yield from _judge("jupyter", [f"--{owner.attr}.{option}={value}"])


def _judge(name: str, words: list[str]) -> Iterator[Hit]:
    given = list(_options(words))
    for option, value in given:
        if NO_LOCK.search(option) and value in ("", "None"):
            yield Hit(f"`{name}` is started without a token or password.")
            return
        if (
            option in ("--ServerApp.disable_check_xsrf", "--NotebookApp.disable_check_xsrf")
            and value != "False"
        ):
            yield Hit(f"`{name}` is started without its protection against forged requests.")
            return
        if option.endswith(("allow_origin", "allow_origin_pat", "allow-websocket-origin")) and value in (
            "*",
            ".*",
        ):
            yield Hit(f"`{name}` answers to every web page.")
            return
        if (HOST.search(option) and value in EVERYWHERE) or option == "--bind_all":
            yield Hit(
                f"`{name}` listens on every interface.",
                severity=Severity.MEDIUM if "jupyter" not in name else None,
            )
            return
        if (
            name in ("python", "gradio")
            and option in ("--share", "--listen")
            and value in ("\0", "true", "True")
        ):
            yield Hit(f"`{name}` publishes the demo it starts.", severity=Severity.MEDIUM)
            return
        if option in ("-b", "--bind") and value.startswith(("0.0.0.0", "[::]", "*")):
            yield Hit(f"`{name}` listens on every interface.", severity=Severity.MEDIUM)
            return
    bound = any(option in ("--bind", "-b") for option, _ in given)
    if name in ("http.server", "simplehttpserver") and not bound:
        yield Hit(
            "`http.server` listens on every interface and serves the whole folder.", severity=Severity.MEDIUM
        )


def _options(words: list[str]) -> Iterator[tuple[str, str]]:
    for index, word in enumerate(words):
        if word.startswith("-"):
            option, equals, value = word.partition("=")
            following = words[index + 1] if index + 1 < len(words) else "-"
            yield (
                option,
                (value if equals else following if not following.startswith("-") else "\0").strip("\"'"),
            )

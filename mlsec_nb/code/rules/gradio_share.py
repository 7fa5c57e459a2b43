"""A demo that is published to the internet.

What it does
------------
Finds ``launch(share=True)``, ``allowed_paths=["/"]`` and ``gradio.load`` of a Space.

Why it matters
--------------
The link works for everyone who has it, for days, without a password, and reaches this machine;
path traversal has been found in Gradio more than once (CVE-2023-51449, CVE-2023-34239).

Use instead
-----------
``share=False`` with an SSH tunnel, or ``auth=``.

References
----------
CWE-200, CVE-2023-51449, CVE-2023-34239
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import Const, leaves, strings, truthy

RULE = rule(
    "MLS292",
    "gradio-share",
    "A demo on this machine is published to the internet.",
    advice="Leave share=True out; if it must be shared set auth=.",
    severity=Severity.MEDIUM,
    references=("CWE-200", "CVE-2023-51449", "CVE-2023-34239"),
    controls=("INFRA-02",),
)
WATCH = Watch(
    calls=(
        "gradio.*.launch",
        "gradio.*.queue.launch",
        "gradio.load",
        "gradio.Interface.load",
        "gradio.Blocks.load",
    ),
    keywords=("share", "allowed_paths"),
    references=False,
)
BAD = (
    "import gradio as gr\ngr.Interface(fn=abs, inputs='text', outputs='text').launch(share=True)",
    "import gradio as gr\nwith gr.Blocks() as demo:\n    pass\ndemo.launch(share=True)",
    "import gradio as gr\ngr.ChatInterface(reply).queue().launch(allowed_paths=['/'])",
)
GOOD = (
    "import gradio as gr\ngr.Interface(fn=abs, inputs='text', outputs='text').launch()",
    "plot(x, share=True)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report sharing, open paths and foreign Spaces."""
    name = call.names[0] if call.names else ""
    launches = call.method == "launch" or name.endswith(".launch")
    if name in ("gradio.load", "gradio.Interface.load", "gradio.Blocks.load"):
        if any(text.startswith(("spaces/", "huggingface/spaces")) for text in strings(call.get("name", 0))):
            yield Hit(f"{spoken(call)} runs a Space that someone else can change.")
    elif launches and truthy(call.get("share")):
        auth = call.get("auth")
        severity = Severity.LOW if auth else Severity.MEDIUM
        yield Hit("`share=True` publishes the demo to the internet.", severity=severity)
    elif launches and any(
        isinstance(a, Const) and a.value in ("/", "~", "..", ".") for a in leaves(call.get("allowed_paths"))
    ):
        yield Hit("`allowed_paths` lets visitors read the files of this machine.")

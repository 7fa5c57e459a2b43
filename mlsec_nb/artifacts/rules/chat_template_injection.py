"""A chat template that reaches into the interpreter.

What it does
------------
Finds Jinja templates in GGUF metadata, tokenizer settings and template files that use dunder
attributes, `attr`, or the well-known ways from template objects to modules.

Why it matters
--------------
Runners render the template on every prompt. Where the environment is not sandboxed this is code
execution (CVE-2024-34359 in llama-cpp-python); sandboxed, it still controls every prompt.

Use instead
-----------
The template of the original model; a runner that renders in `ImmutableSandboxedEnvironment`.

References
----------
CWE-1336, CVE-2024-34359

"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.artifacts.examples import gguf
from mlsec_nb.artifacts.facts import Template
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS312",
    "chat-template-injection",
    "The chat template reaches into the interpreter.",
    severity=Severity.HIGH,
    advice="Use the template of the original model, and a runner that renders in a sandbox.",
    references=("CWE-1336", "CVE-2024-34359"),
    controls=("MODEL-02", "MODEL-17"),
)
LISTENS = Template
BAD = (
    ("model.gguf", gguf([("tokenizer.chat_template", "{{ ''.__class__.__mro__[1].__subclasses__() }}")])),
    ("chat_template.jinja", b"{{ cycler['__ini' + 't__'] }}"),
)
GOOD = (
    (
        "model.gguf",
        gguf([("tokenizer.chat_template", "{% for m in messages %}{{ m['content'] }}{% endfor %}")]),
    ),
    ("chat_template.jinja", b"{%- if tools is defined %}{{ raise_exception('no __tools__') }}{% endif %}"),
)
_CODE = re.compile(r"\{[{%](.*?)[%}]\}", re.DOTALL)
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")
_REACH = re.compile(
    r"__\w+__|\|\s*attr\b|\b(?:lipsum|cycler|joiner|self|request|config|url_for|get_flashed_messages)\s*(?:\.|\[)"
    r"|\b(?:mro|subclasses|builtins|globals|popen|eval|exec|getattr|import_module)\s*\(|\bos\.(?:system|popen)|\bsubprocess\b"
    r"|\[\s*(?:'[^']{0,8}_'|\"[^\"]{0,8}_\")\s*[~+]|\{%-?\s*(?:include|import|extends|from)\b"
)
_DUNDER = re.compile(
    r"__(?:class|mro|base|bases|subclasses|globals|builtins|init|import|getattribute|dict|reduce)\w*|popen\("
)
_ESCAPE = re.compile(r"\\(?:x5f|u005f|137|U0000005f)", re.IGNORECASE)
_JOIN = re.compile(r"(?:'\s*[~+]\s*')|(?:\"\s*[~+]\s*\")|(?:'\s+')")
MAX_TEMPLATE = 1 << 20


def check(fact: Template) -> Iterator[Verdict]:
    """Look at the code between the braces; texts around them are only texts."""
    for match in _CODE.finditer(fact.text[:MAX_TEMPLATE]):
        code = match[1]
        bare = _STRING.sub("''", code)
        found = _REACH.search(bare) or _DUNDER.search(_joined(code))
        if found:
            yield Verdict(
                subject=fact.where,
                message=f"The template in {fact.where} reaches for {found[0].strip()[:60]}.",
                evidence=" ".join(match[0].split())[:200],
            )
            return


def _joined(code: str) -> str:
    """The code with texts that are put together from pieces, or escaped, as they come out."""
    plain = _ESCAPE.sub("_", code)
    return _JOIN.sub("", plain)

"""Templates that are not written in the notebook.

What it does
------------
Finds Jinja2 templates made from text that is computed, such as the chat template of a model,
outside a sandboxed environment.

Why it matters
--------------
A template can reach Python through attributes: who writes it runs code here (CVE-2024-34359).

Use instead
-----------
``jinja2.sandbox.ImmutableSandboxedEnvironment``.

References
----------
CWE-1336, CVE-2024-34359
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import dynamic, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity

RULE = rule(
    "MLS286",
    "template-injection",
    "A template from elsewhere can run code.",
    advice="Render it in jinja2.sandbox.ImmutableSandboxedEnvironment.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("CWE-1336", "CVE-2024-34359"),
    controls=("MODEL-17",),
    aliases=("B701", "B702"),
)
WATCH = Watch(
    calls=(
        "jinja2.Template",
        "jinja2.Environment.from_string",
        "jinja2.environment.Template",
        "jinja2.Environment.compile_expression",
        "mako.template.Template",
        "flask.render_template_string",
    ),
)
BAD = (
    "from jinja2 import Template\npage = Template(open('t.html').read()).render(x=1)",
    "import jinja2\npage = jinja2.Environment().from_string(tokenizer.chat_template)",
)
GOOD = (
    "from jinja2 import Template\npage = Template('Hello {{ name }}').render(name='x')",
    "from jinja2.sandbox import ImmutableSandboxedEnvironment\n"
    "page = ImmutableSandboxedEnvironment().from_string(text)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a template that is not a literal."""
    source = call.args[0] if call.args else next(iter(call.keywords.values()), None)
    if dynamic(source):
        yield Hit(f"{spoken(call)} compiles a template that is not in the notebook.")

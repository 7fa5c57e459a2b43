"""HTML and JavaScript made from data.

What it does
------------
Finds ``HTML`` and ``Javascript`` objects, widgets and components that show text which is computed
or fetched, and switches that turn escaping off.

Why it matters
--------------
Text becomes part of the page: a script in it runs when the notebook is opened, also by the next
reader.

Use instead
-----------
``html.escape``, ``Text``, or a table that escapes.

References
----------
CWE-79
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlsec_nb.code.common import dynamic, spoken
from mlsec_nb.code.facts import Facts, Source
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Ref, Value, always, leaves, prefix

RULE = rule(
    "MLS294",
    "html-display",
    "Text from elsewhere becomes part of the page.",
    advice="Escape it with html.escape, or show it as text.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("CWE-79",),
    controls=("MODEL-17",),
    aliases=("B703", "B704"),
)
MARKUP = ("to_html", "to_jshtml", "to_html5_video", "_repr_html_", "escape", "clean")
"""Functions and methods that escape what they put into markup."""
OUTSIDE = ("builtins.input", "openai.", "anthropic.", "ollama.", "langchain", "litellm.", "flask.request")
SHOWS = (
    "IPython.display.HTML",
    "IPython.display.Javascript",
    "IPython.display.display_html",
    "IPython.display.display_javascript",
    "IPython.display.SVG",
    "IPython.display.publish_display_data",
    "ipywidgets.HTML",
    "ipywidgets.HTMLMath",
    "ipywidgets.widgets.HTML",
    "panel.pane.HTML",
    "streamlit.components.v1.html",
    "gradio.HTML",
    "folium.IFrame",
)
WATCH = Watch(calls=SHOWS, keywords=("unsafe_allow_html", "escape", "sanitize_html"), references=False)
BAD = (
    "from IPython.display import HTML\nHTML(requests.get(url).text)",
    "from IPython.display import Javascript\nJavascript(url='https://example.org/x.js')",
    "from IPython.display import HTML, display\nname = input()\ndisplay(HTML(f'<b>{name}</b>'))",
    "df.to_html(escape=False)",
)
GOOD = (
    "from IPython.display import HTML\nHTML('<b>done</b>')",
    "from IPython.display import HTML\nHTML(df.to_html())",
    "from IPython.display import Markdown\nMarkdown('# Title')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report text that is not written in the notebook, the worse the clearer it comes from outside."""
    name = call.names[0] if call.names else ""
    if name not in SHOWS:
        if always(call.keywords.get("unsafe_allow_html"), True) and dynamic(next(iter(call.args), None)):
            yield Hit(f"{spoken(call)} shows HTML that is not escaped.", severity=Severity.LOW)
        elif always(call.keywords.get("sanitize_html"), False):
            yield Hit(f"{spoken(call)} shows HTML that is not cleaned.", severity=Severity.LOW)
        elif call.method == "to_html" and always(call.keywords.get("escape"), False):
            yield Hit(
                f"{spoken(call)} with escape=False makes cells of the table part of the page.",
                severity=Severity.LOW,
            )
        return
    shown = call.args[0] if call.args else next(iter(call.keywords.values()), None)
    address = call.get("url") or (shown if prefix(shown).startswith(("http://", "https://")) else None)
    if address and name != "IPython.display.IFrame":
        yield Hit(f"{spoken(call)} puts what an address returns into the page.")
    elif dynamic(shown) and not call.is_open:
        yield from _computed(call, name, shown, facts)


def _computed(call: Call, name: str, shown: Value | None, facts: Facts) -> Iterator[Hit]:
    origins = [atom.name for atom in leaves(shown) if isinstance(atom, Ref)]
    if any(origin in ("html.escape", "markupsafe.escape", "bleach.clean") for origin in origins):
        return
    if facts.source(shown) is Source.REMOTE or any(origin.startswith(OUTSIDE) for origin in origins):
        yield Hit(f"{spoken(call)} shows text that comes from outside.")
    elif name.endswith("Javascript"):
        yield Hit(f"{spoken(call)} runs a script that is put together at run time.", severity=Severity.LOW)
    elif not _makes_markup(call):
        message = f"{spoken(call)} shows markup that is put together at run time."
        yield Hit(message, severity=Severity.INFO, confidence=Confidence.LOW)


def _makes_markup(call: Call) -> bool:
    """Whether the argument is what a method that escapes returns, whatever it is a method of."""
    given = [
        *getattr(call.site.node, "args", ()),
        *(k.value for k in getattr(call.site.node, "keywords", ())),
    ]
    functions = [node.func for node in given if isinstance(node, ast.Call)]
    return any(isinstance(f, ast.Attribute) and f.attr in MARKUP for f in functions)

"""Reading XML or HTML from elsewhere into pandas.

What it does
------------
Finds ``pandas.read_xml`` with a ``stylesheet``, or with input from elsewhere for lxml, and
``read_html`` that asks for lxml with such input.

Why it matters
--------------
lxml resolves entities and external references: a document can read files or reach other machines. A
stylesheet is a program.

Use instead
-----------
``parser="etree"``, ``flavor="html5lib"``, or ``defusedxml`` before pandas.

References
----------
CWE-611, https://pandas.pydata.org/docs/reference/api/pandas.read_xml.html
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import remote, spoken
from mlsec_nb.code.facts import Facts, Source
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Value, always, is_literal, leaves, strings

RULE = rule(
    "MLS233",
    "pandas-xml",
    "pandas parses XML or HTML from elsewhere with lxml.",
    advice="Use parser='etree', flavor='html5lib', or parse with defusedxml first.",
    severity=Severity.LOW,
    confidence=Confidence.LOW,
    references=("CWE-611",),
    controls=(),
    aliases=("B313", "B320"),
)
WATCH = Watch(calls=("pandas.read_xml", "pandas.read_html"))
BAD = (
    "import pandas as pd\ntable = pd.read_xml('https://example.org/data.xml')",
    "import pandas as pd\ntable = pd.read_xml('books.xml', stylesheet='books.xsl')",
    "import pandas as pd\ntables = pd.read_html(url, flavor='lxml')",
)
GOOD = (
    "import pandas as pd\ntable = pd.read_xml('books.xml')",
    "import pandas as pd\ntable = pd.read_xml(url, parser='etree')",
    "import pandas as pd\ntables = pd.read_html('https://example.org/table.html')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report stylesheets, and lxml on input that is not a local literal path."""
    if call.names[0].endswith("read_html"):
        if _mentions_lxml(call.get("flavor", 2)) and _foreign(call.get("io", 0), facts):
            yield Hit(f"{spoken(call)} parses a page from elsewhere with lxml.")
        return
    if "stylesheet" in call.keywords and not always(call.keywords["stylesheet"], None):
        yield Hit(f"{spoken(call)} runs a stylesheet.", confidence=Confidence.MEDIUM)
    elif strings(call.get("parser")) != ("etree",) and _foreign(call.get("path_or_buffer", 0), facts):
        yield Hit(f"{spoken(call)} parses a document from elsewhere with lxml.")


def _mentions_lxml(flavor: Value | None) -> bool:
    return any("lxml" in strings((atom,)) for atom in leaves(flavor))


def _foreign(value: Value | None, facts: Facts) -> bool:
    return remote(value) or not is_literal(value) or facts.source(value) is Source.REMOTE

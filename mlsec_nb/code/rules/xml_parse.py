"""XML parsers that follow entities.

What it does
------------
Finds parsers of lxml told to resolve entities, read a DTD, use the network or lift limits, SAX
parsers with external entities, and parsers of the standard library given XML that is not a
literal.

Why it matters
--------------
An external entity reads a file or calls an address; nested entities fill the memory.

Use instead
-----------
``defusedxml``; ``lxml.etree.XMLParser(resolve_entities=False)``.

References
----------
CWE-611, CWE-776
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import dynamic, spoken
from mlsec_nb.code.facts import Facts, Source
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import Value, always, constants, names, prefix, truthy

RULE = rule(
    "MLS265",
    "xml-parse",
    "XML from elsewhere is parsed with entities.",
    advice="Use defusedxml, or lxml with resolve_entities=False.",
    severity=Severity.LOW,
    references=("CWE-611", "CWE-776"),
    controls=(),
    aliases=("B313", "B314", "B315", "B316", "B317", "B318", "B319", "B320"),
)
STDLIB = (
    *(
        f"xml.etree.ElementTree.{name}"
        for name in ("parse", "fromstring", "iterparse", "XML", "fromstringlist")
    ),
    "xml.etree.ElementTree.XMLID",
    "xml.etree.ElementTree.ElementTree",
    "xml.sax.parse",
    "xml.sax.parseString",
    "xml.dom.minidom.parse",
    "xml.dom.minidom.parseString",
    "xml.dom.pulldom.parse",
    "xml.dom.pulldom.parseString",
    "xml.dom.expatbuilder.parse",
    "xml.dom.expatbuilder.parseString",
)
LXML = tuple(
    f"lxml.{module}.{name}"
    for module in ("etree", "objectify")
    for name in ("parse", "fromstring", "XML", "iterparse", "fromstringlist")
)
PARSERS = (
    "lxml.etree.XMLParser",
    "lxml.etree.ETCompatXMLParser",
    "lxml.etree.XMLPullParser",
    "lxml.etree.iterparse",
)
FEATURE = "xml.sax.*.setFeature"
WATCH = Watch(calls=(*STDLIB, *LXML, *PARSERS, FEATURE, "*.setFeature"))
BAD = (
    "from lxml import etree\nparser = etree.XMLParser(resolve_entities=True)",
    "import xml.etree.ElementTree as ET\ntree = ET.parse(path)",
    "import xml.dom.minidom\ndocument = xml.dom.minidom.parseString(text)",
    "import xml.sax\nfrom xml.sax.handler import feature_external_ges\n"
    "reader = xml.sax.make_parser()\nreader.setFeature(feature_external_ges, True)",
)
GOOD = (
    "import defusedxml.ElementTree as ET\ntree = ET.parse(path)",
    "import xml.etree.ElementTree as ET\nroot = ET.fromstring('<a><b/></a>')",
    "import xml.etree.ElementTree as ET\nroot = ET.Element('a')",
    "from lxml import etree\nparser = etree.XMLParser(resolve_entities=False, no_network=True)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report parsers that are opened up; plain ones at low severity."""
    name = call.names[0] if call.names else ""
    if name.endswith("setFeature") or call.method == "setFeature":
        if _external(call.get("name", 0)) and truthy(call.get("state", 1) or call.get("value", 1)):
            yield Hit(f"{spoken(call)} makes the parser read external entities.", severity=Severity.HIGH)
        return
    if name in PARSERS and (opened := _opened(call)):
        yield Hit(f"{spoken(call)} with {opened} follows what the document says.", severity=Severity.HIGH)
    elif name in (*STDLIB, *LXML):
        yield from _parsed(call, facts, name)


def _parsed(call: Call, facts: Facts, name: str) -> Iterator[Hit]:
    given = call.args[0] if call.args else call.get("source", None) or call.get("file", None)
    if given is None and call.reference:
        given = ()
    if name.endswith(".ElementTree.ElementTree"):
        given = call.get("file", 1)
    literal = not dynamic(given)
    if name.endswith(("parse", "iterparse", "ElementTree")) and "String" not in name and given is not None:
        literal = literal and not prefix(given)
    if literal or (name in LXML and call.get("parser", 1) is not None):
        return
    remote = facts.source(given) is Source.REMOTE
    severity = Severity.MEDIUM if remote and name in LXML else Severity.LOW
    yield Hit(f"{spoken(call)} expands the entities of the document.", severity=severity)


def _opened(call: Call) -> str:
    for option, safe in (
        ("resolve_entities", True),
        ("load_dtd", True),
        ("dtd_validation", True),
        ("huge_tree", True),
    ):
        if always(call.get(option), safe):
            return f"{option}={safe}"
    return "no_network=False" if always(call.get("no_network"), False) else ""


def _external(feature: Value | None) -> bool:
    known = [*names(feature), *map(str, constants(feature))]
    return any("external" in text for text in known)

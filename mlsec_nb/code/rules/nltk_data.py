"""Pickled NLTK resources.

What it does
------------
Finds ``nltk.data.load`` of a ``.pickle`` resource or of one that is not literal, the download of
resources that NLTK before 3.9 unpickles and, with such a version pinned, their use.

Why it matters
--------------
Before 3.9 the tokenizer and tagger models of NLTK were pickles, loaded from wherever they were
downloaded to (CVE-2024-39705).

Use instead
-----------
NLTK 3.9 or later with ``punkt_tab`` and ``averaged_perceptron_tagger_eng``.

References
----------
CWE-502, CVE-2024-39705, https://www.nltk.org/news.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlsec_nb.code.common import loads, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.paths import ending
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import is_literal, leaves, strings

RULE = rule(
    "MLS244",
    "nltk-pickle",
    "NLTK unpickles a resource.",
    advice="Use nltk>=3.9 with punkt_tab and averaged_perceptron_tagger_eng.",
    references=("CWE-502", "CVE-2024-39705"),
)
LOAD = "nltk.data.load"
DOWNLOADS = ("nltk.download", "nltk.downloader.download")
PICKLED = (
    "punkt",
    "averaged_perceptron_tagger",
    "maxent_ne_chunker",
    "maxent_treebank_pos_tagger",
    "all",
    "popular",
    "book",
)
USES = (
    "sent_tokenize",
    "word_tokenize",
    "pos_tag",
    "ne_chunk",
    "tag.pos_tag",
    "tokenize.sent_tokenize",
    "tokenize.word_tokenize",
)
WATCH = Watch(calls=(LOAD, *DOWNLOADS, *(f"nltk.{name}" for name in USES)))
BAD = (
    "import nltk\nsplitter = nltk.data.load('tokenizers/punkt/english.pickle')",
    "import nltk.data\nresource = nltk.data.load(path)",
    "%pip install nltk==3.8.1\nimport nltk\nnltk.download('punkt')",
)
GOOD = (
    "import nltk\nnltk.download('punkt_tab')\nwords = nltk.word_tokenize(text)",
    "import nltk\nnltk.download('stopwords')\ngrammar = nltk.data.load('grammars/book_grammars/drt.fcfg')",
    "%pip install nltk==3.9.1\nimport nltk\nnltk.download('punkt')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report pickles that are loaded; with an old version also what loads them unseen."""
    name = call.names[0]
    if name == LOAD:
        resource = call.get("resource_url", 0)
        given = call.get("format", 1)
        if "pickle" in strings(given) or ending(resource).lower().endswith((".pickle", ".pkl")):
            yield loads(call, facts, "unpickles the resource", name="resource_url", worst=Severity.CRITICAL)
        elif not is_literal(resource) and (given is None or not is_literal(given)):
            hit = loads(call, facts, "unpickles the resource if it is a .pickle", name="resource_url")
            yield replace(hit, severity=Severity.MEDIUM, confidence=Confidence.MEDIUM)
    elif facts.older("nltk", "3.9") is False:
        return
    elif name in DOWNLOADS:
        yield from _download(call, facts)
    elif facts.older("nltk", "3.9"):
        message = f"{spoken(call)} unpickles a downloaded model in the pinned version (CVE-2024-39705)."
        yield Hit(message, severity=Severity.LOW, hygiene=True)


def _download(call: Call, facts: Facts) -> Iterator[Hit]:
    wanted = {text for atom in leaves(call.get("info_or_id", 0)) for text in strings((atom,))}
    if not wanted.isdisjoint(PICKLED):
        message = f"{spoken(call)} gets a pickle that NLTK before 3.9 loads (CVE-2024-39705)."
        old = facts.older("nltk", "3.9") is not None
        yield Hit(message, severity=Severity.MEDIUM if old else Severity.INFO, hygiene=not old)

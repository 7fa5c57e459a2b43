"""Loading spaCy pipelines that are not packages of a known name.

What it does
------------
Finds ``spacy.load`` with a path, an address or a name that is not literal, and downloads of
pipelines without a version (``spacy.cli.download``, ``python -m spacy download``).

Why it matters
--------------
A pipeline is a package: loading it imports its ``__init__.py`` and calls the factories its
configuration names. Some components keep pickles.

Use instead
-----------
A literal package name, installed as a pinned wheel: ``pip install en_core_web_sm==3.8.0``.

References
----------
CWE-470, https://spacy.io/usage/saving-loading
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import remote, spoken
from mlsec_nb.code.facts import Facts, Source
from mlsec_nb.code.rule import Call, Hit, Shell, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Value, is_literal, strings

RULE = rule(
    "MLS248",
    "spacy-load",
    "Loading a spaCy pipeline imports code that comes with it.",
    advice="Load a package by its literal name, and install it as a wheel of a pinned version.",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    references=("CWE-470",),
)
DOWNLOAD = "spacy.cli.download"
WATCH = Watch(
    calls=(
        "spacy.load",
        "spacy.util.load_model",
        "spacy.util.load_model_from_path",
        "spacy.util.load_model_from_package",
        "spacy_transformers.load",
        DOWNLOAD,
    ),
    programs=("spacy", "python"),
)
BAD = (
    "import spacy\nnlp = spacy.load(path)",
    "import spacy\nnlp = spacy.load('./output/model-best')",
    "import spacy.util\nnlp = spacy.util.load_model_from_path(folder)",
    "import spacy\nspacy.cli.download(name)",
    "!python -m spacy download en_core_web_sm",
)
GOOD = (
    "import spacy\nnlp = spacy.load('en_core_web_sm', disable=['ner'])",
    "import spacy\nnlp = spacy.blank('en')\nspacy.prefer_gpu()",
    "import spacy\nfor name in ('en_core_web_sm', 'de_core_news_sm'):\n    nlp = spacy.load(name)",
    "!python -m spacy download en_core_web_sm-3.8.0 --direct",
)


def check(event: Call | Shell, facts: Facts) -> Iterator[Hit]:
    """Report pipelines from elsewhere, and unpinned downloads as a note."""
    if isinstance(event, Shell):
        words = event.command.argv
        if "spacy" in words and "download" in words and not any(word[-1:].isdigit() for word in words):
            yield Hit(
                "A spaCy pipeline is installed without a version.", severity=Severity.INFO, hygiene=True
            )
        return
    name = event.get("name", 0) if event.args else event.get(next(iter(event.keywords), "name"))
    if event.names[0] == DOWNLOAD:
        if not (is_literal(name) and all(text[-1:].isdigit() for text in strings(name))):
            message = f"{spoken(event)} installs a pipeline without a version."
            yield Hit(message, severity=Severity.INFO, hygiene=True)
    elif not _is_package(name):
        far = remote(name) or facts.source(name) is Source.REMOTE
        message = f"{spoken(event)} imports code from a place that is not a known package."
        yield Hit(message, severity=Severity.MEDIUM if far else Severity.LOW)


def _is_package(name: Value | None) -> bool:
    known = strings(name)
    return (
        is_literal(name)
        and bool(known)
        and not any("/" in text or "\\" in text or "." in text for text in known)
    )

"""Loading gensim models.

What it does
------------
Finds ``load`` of every gensim model, corpus and index, ``gensim.utils.unpickle``, and
``gensim.downloader.load``.

Why it matters
--------------
``save`` and ``load`` of gensim are pickles, so loading runs the code in the file. The downloader
imports and runs the ``__init__.py`` that comes with the data.

Use instead
-----------
``KeyedVectors.load_word2vec_format``, which reads numbers and words alone.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000, https://radimrehurek.com/gensim/utils.html
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import loads, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import always, is_literal

RULE = rule(
    "MLS227",
    "gensim-load",
    "Loading a gensim model unpickles it.",
    advice="Store vectors with save_word2vec_format and read them with KeyedVectors.load_word2vec_format.",
    references=("CWE-502", "ATLAS AML.T0011.000"),
    aliases=("B301",),
)
WATCH = Watch(calls=("gensim.*.load", "gensim.utils.unpickle"))
BAD = (
    "from gensim.models import Word2Vec\nmodel = Word2Vec.load('word2vec.model')",
    "import gensim\nlda = gensim.models.ldamodel.LdaModel.load(path)",
    "from gensim.models import KeyedVectors as KV\nvectors = KV.load('vectors.kv', mmap='r')",
    "import gensim.downloader as api\nvectors = api.load('glove-wiki-gigaword-50')",
)
GOOD = (
    "from gensim.models import KeyedVectors\n"
    "vectors = KeyedVectors.load_word2vec_format('vectors.bin', binary=True)",
    "from gensim.models import Word2Vec\nWord2Vec(sentences).save('word2vec.model')",
    "import gensim.downloader as api\npath = api.load('glove-wiki-gigaword-50', return_path=True)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report every load; the downloader by whether it is known what it gets."""
    if call.names[0] != "gensim.downloader.load":
        yield loads(call, facts, "unpickles, and so runs the code in what it loads", name="fname")
    elif not always(call.get("return_path", 1), True):
        severity = Severity.MEDIUM if is_literal(call.get("name", 0)) else Severity.HIGH
        yield Hit(f"{spoken(call)} downloads a module and runs it.", severity=severity)

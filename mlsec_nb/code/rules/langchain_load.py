"""Loading indexes and chains of LangChain that may hold code.

What it does
------------
Finds ``allow_dangerous_deserialization=True`` in a call of anything, the loaders that unpickle
without asking, and ``langchain_core.load`` on data that is not written in the notebook.

Why it matters
--------------
Beside the vectors lies a pickled docstore; loading somebody else's index runs code in it
(CVE-2024-5998). ``load`` and ``loads`` build objects from text, with secrets of the environment in
reach before langchain-core 1.2.5 (CVE-2025-68664).

Use instead
-----------
Rebuild the index from its documents, or keep it in a database. Load only indexes of your own.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000, CVE-2024-5998, CVE-2025-68664
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import dynamic, loads, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import is_literal, truthy

RULE = rule(
    "MLS255",
    "langchain-load",
    "Loading an index or chain may run code in it.",
    advice="Rebuild the index from its documents, and load only indexes of your own.",
    references=("CWE-502", "ATLAS AML.T0011.000", "CVE-2024-5998", "CVE-2025-68664"),
)
FLAG = "allow_dangerous_deserialization"
GATED = (
    "langchain*.FAISS.load_local",
    "langchain*.FAISS.deserialize_from_bytes",
    "langchain*.Annoy.load_local",
    "langchain*.ScaNN.load_local",
    "langchain*.TileDB.load",
    "langchain*.TFIDFRetriever.load_local",
    "langchain*.SelfHostedPipeline",
    "langchain*.Databricks",
)
"""Ask for the flag, but only in newer versions."""
OBJECTS = (
    "langchain_core.load.load",
    "langchain_core.load.loads",
    "langchain_core.load.load.load",
    "langchain_core.load.load.loads",
    "langchain.load.load",
    "langchain.load.loads",
    "langchain_core.load.loads.loads",
)
WATCH = Watch(calls=(*GATED, *OBJECTS), keywords=(FLAG,))
BAD = (
    "from langchain_community.vectorstores import FAISS\n"
    "index = FAISS.load_local('index', embeddings, allow_dangerous_deserialization=True)",
    "options = {'allow_dangerous_deserialization': True}\nindex = load(path, embeddings, **options)",
    "!pip install -q langchain==0.0.300\n# %%\n"
    "from langchain.vectorstores import FAISS\nindex = FAISS.load_local('index', embeddings)",
    "from langchain_core.load import loads\nchain = loads(open(path).read())",
)
GOOD = (
    "from langchain_community.vectorstores import FAISS\nindex = FAISS.from_texts(texts, embeddings)",
    "from langchain_community.vectorstores import FAISS\n"
    "index = FAISS.load_local('index', embeddings, allow_dangerous_deserialization=False)",
    "from langchain_core.load import dumps\ntext = dumps(chain)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report the flag, versions that did not ask for it, and objects built from foreign text."""
    flag = call.get(FLAG)
    if flag is not None and (truthy(flag) or (flag and not is_literal(flag))):
        if call.names[:1] == ("builtins.dict",):
            yield Hit(f"`{FLAG}=True` makes loaders unpickle what they are given.", severity=Severity.MEDIUM)
        else:
            yield loads(call, facts, "unpickles the index", name="folder_path")
    elif call.names and call.names[0] in OBJECTS:
        if call.reference or dynamic(call.args[0] if call.args else None):
            yield Hit(f"{spoken(call)} builds the objects that its input names.", severity=Severity.MEDIUM)
    elif flag is None and call.names and facts.older("langchain", "0.1.17"):
        yield loads(call, facts, "unpickles the index in the pinned version", name="folder_path")

"""LlamaIndex parts that run generated code or code from elsewhere.

What it does
------------
Finds ``PandasQueryEngine`` and its relatives, ``CodeInterpreterToolSpec``, ``download_loader``,
``download_llama_pack``, and object indexes that are unpickled.

Why it matters
--------------
``PandasQueryEngine`` evaluates what the model answers; its filter has been bypassed
(CVE-2023-39662, CVE-2024-3098, CVE-2024-3271). Packs and loaders are downloaded and imported.

Use instead
-----------
Tools that do one thing each; packages from an index, pinned.

References
----------
CWE-94, CWE-502, CVE-2023-39662, CVE-2024-3098, CVE-2024-3271
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import loads, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule

RULE = rule(
    "MLS257",
    "llama-index-code",
    "A part of LlamaIndex runs generated or downloaded code.",
    advice="Use tools that do one thing each, and pinned packages instead of downloaded packs.",
    references=("CWE-94", "CWE-502", "CVE-2023-39662", "CVE-2024-3098", "CVE-2024-3271"),
    controls=("MODEL-17",),
)
RUNS = (
    "llama_index*.PandasQueryEngine",
    "llama_index*.PolarsQueryEngine",
    "llama_index*.GPTPandasIndex",
    "llama_index*.PandasIndex",
    "llama_index*.CodeInterpreterToolSpec",
    "llama_index*.PandasInstructionParser",
    "llama_index*.CodeActAgent",
    "llama_index*.safe_eval",
    "llama_index*.safe_exec",
    "llama_index*.exec_utils.safe_eval",
    "llama_index*.exec_utils.safe_exec",
)
DOWNLOADS = ("llama_index*.download_loader", "llama_index*.download_llama_pack", "llama_index*.download_tool")
UNPICKLES = (
    "llama_index*.ObjectIndex.from_persist_dir",
    "llama_index*.SimpleObjectNodeMapping.from_persist_dir",
    "llama_index*.JsonPickleSerializer",
    "llama_index*.JsonPickleSerializer.deserialize",
)
WATCH = Watch(calls=(*RUNS, *DOWNLOADS, *UNPICKLES))
BAD = (
    "from llama_index.experimental.query_engine import PandasQueryEngine\nengine = PandasQueryEngine(df=df)",
    "from llama_index.core import download_loader\nReader = download_loader('PDFReader')",
    "from llama_index.core.objects import ObjectIndex\nindex = ObjectIndex.from_persist_dir(folder)",
)
GOOD = (
    "from llama_index.core import VectorStoreIndex\nindex = VectorStoreIndex.from_documents(documents)",
    "from llama_index.core import StorageContext, load_index_from_storage\n"
    "index = load_index_from_storage(StorageContext.from_defaults(persist_dir='storage'))",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report each by what it does."""
    tail = call.names[0].rpartition(".")[2]
    if tail.startswith("download_"):
        yield Hit(f"{spoken(call)} downloads Python code and imports it.")
    elif tail == "from_persist_dir":
        yield loads(call, facts, "unpickles the objects", name="persist_dir")
    elif "JsonPickleSerializer" in call.names[0]:
        yield Hit(f"{spoken(call)} unpickles what is not JSON.")
    else:
        yield Hit(f"{spoken(call)} evaluates what a language model writes.")

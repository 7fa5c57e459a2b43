"""Loading through a library that pickles underneath.

What it does
------------
Finds the loaders of ``dill``, ``cloudpickle``, ``hickle``, ``compress_pickle``, ``zodbpickle``,
``klepto`` and of caches and queues that store pickles (``diskcache``, ``sqlitedict``,
``pickleshare``, ``persistqueue``).

Why it matters
--------------
The name differs, the format does not: loading runs the code in the file.

Use instead
-----------
``safetensors``, ``skops``, Parquet or JSON; ``diskcache.JSONDisk`` for a cache.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import loads, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import names

RULE = rule(
    "MLS202",
    "pickle-wrapper",
    "Loading runs the code in the file: it is a pickle underneath.",
    advice="Use safetensors, skops, Parquet or JSON; or verify a digest of the file before it is loaded.",
    references=("CWE-502", "ATLAS AML.T0011.000"),
    aliases=("B301",),
)
LOADS = {
    "dill.load": "file",
    "dill.loads": "str",
    "dill.Unpickler": "file",
    "dill.load_session": "filename",
    "dill.load_module": "filename",
    "dill.load_module_asdict": "filename",
    "dill.source.importable": "obj",
    "cloudpickle.load": "file",
    "cloudpickle.loads": "data",
    "cloudpickle.Unpickler": "file",
    "hickle.load": "file_obj",
    "compress_pickle.load": "path",
    "compress_pickle.loads": "data",
    "zodbpickle.loads": "data",
    "zodbpickle.load": "file",
    "zodbpickle.pickle.loads": "data",
    "zodbpickle.pickle.load": "file",
    "pickledb.load": "location",
    "distributed.protocol.pickle.loads": "x",
    "distributed.protocol.deserialize": "header",
    "srsly.pickle_loads": "data",
    "srsly.cloudpickle.loads": "data",
    "pgzip.load": "file",
    "mpu.io.read": "filepath",
    "fastcore.xtras.load_pickle": "fn",
    "fastcore.all.load_pickle": "fn",
    "sympy.utilities.pickleutils.load": "file",
}
STORES = frozenset(
    {
        "klepto.archives.file_archive",
        "klepto.archives.dir_archive",
        "klepto.archives.sql_archive",
        "pickleshare.PickleShareDB",
        "diskcache.Cache",
        "diskcache.FanoutCache",
        "diskcache.Deque",
        "diskcache.Index",
        "sqlitedict.SqliteDict",
        "persistqueue.Queue",
        "persistqueue.SQLiteQueue",
        "persistqueue.FIFOSQLiteQueue",
        "cachetools_ext.fs.FSLRUCache",
    }
)
WATCH = Watch(calls=(*LOADS, *STORES))
BAD = (
    "import dill\nobj = dill.load(open('session.dill', 'rb'))",
    "from cloudpickle import loads\nfn = loads(blob)",
    "import dill\ndill.load_session('state.db')",
    "from diskcache import Cache\ncache = Cache('/data/shared')",
)
GOOD = (
    "import dill\ndill.dump(obj, open('session.dill', 'wb'))",
    "from diskcache import Cache, JSONDisk\ncache = Cache('cache', disk=JSONDisk)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a load, and the opening of a store that keeps pickles."""
    if call.names[0] not in STORES:
        yield loads(
            call, facts, "unpickles, and so runs the code in what it loads", name=LOADS[call.names[0]]
        )
        return
    if any("json" in name.lower() for given in call.keywords.values() for name in names(given)):
        return
    if call.get("serializer") or call.get("decode"):
        return
    message = f"{spoken(call)} keeps pickles: reading an entry runs the code in it."
    yield Hit(message, severity=Severity.MEDIUM, confidence=Confidence.MEDIUM)

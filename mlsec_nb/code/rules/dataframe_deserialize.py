"""Reading data frames and plans that are pickles: Polars and Spark.

What it does
------------
Finds ``deserialize`` of Polars frames and expressions in binary format, ``pickleFile`` of Spark, and
Spark's pickle serialisers.

Why it matters
--------------
A serialised plan of Polars holds Python functions as pickles; ``pickleFile`` unpickles every record
on the workers. Either runs the code in the file.

Use instead
-----------
Parquet; for Polars plans ``format="json"`` without Python functions.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000,
https://docs.pola.rs/api/python/stable/reference/lazyframe/api/polars.LazyFrame.deserialize.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlsec_nb.code.common import loads, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import is_literal, strings

RULE = rule(
    "MLS237",
    "dataframe-deserialize",
    "A data frame or plan is unpickled.",
    advice="Store data as Parquet.",
    references=("CWE-502", "ATLAS AML.T0011.000"),
    aliases=("B301",),
)
POLARS = tuple(f"polars.*.{kind}.deserialize" for kind in ("DataFrame", "LazyFrame", "Expr"))
SERIALIZERS = tuple(
    f"pyspark.*.{kind}Serializer" for kind in ("CloudPickle", "Pickle", "CPickle", "AutoBatchedPickle")
)
READERS = tuple(f"{serializer}.{name}" for serializer in SERIALIZERS for name in ("loads", "load_stream"))
WATCH = Watch(calls=(*POLARS, *SERIALIZERS, *READERS, "*.pickleFile"))
BAD = (
    "import polars as pl\nplan = pl.LazyFrame.deserialize('plan.bin')",
    "from pyspark import SparkContext\nsc = SparkContext()\nrecords = sc.pickleFile('hdfs:///records')",
    "records = spark.sparkContext.pickleFile(path).collect()",
    "from pyspark.serializers import CloudPickleSerializer\nobj = CloudPickleSerializer().loads(blob)  # bad",
)
GOOD = (
    "import polars as pl\nplan = pl.LazyFrame.deserialize('plan.json', format='json')",
    "rdd.saveAsPickleFile('records')",
    "import polars as pl\ndf = pl.read_database_uri('select 1', uri)",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report readers of pickles; a serialiser that is only made, as a hint."""
    name = call.names[0] if call.names else call.method
    if name.endswith("Serializer"):
        yield Hit(f"{spoken(call)} pickles and unpickles.", severity=Severity.LOW, confidence=Confidence.LOW)
    elif name.endswith((".loads", ".load_stream")):
        yield Hit(f"{spoken(call)} unpickles its input.")
    elif name.endswith("pickleFile"):
        yield loads(call, facts, "unpickles every record", name="name")
    else:
        given = call.get("format")
        if not (is_literal(given) and strings(given) == ("json",)):
            worst = Severity.HIGH if ".DataFrame." not in name else Severity.MEDIUM
            hit = loads(call, facts, "unpickles Python functions of the plan", name="source", worst=worst)
            yield replace(hit, confidence=Confidence.MEDIUM)

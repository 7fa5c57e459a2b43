"""SQL put together from values.

What it does
------------
Finds queries made with f-strings, ``%``, ``+`` or ``format`` in ``read_sql``, ``execute``,
``sqlalchemy.text``, DuckDB and Spark, and ``%sql`` lines with ``{name}``; answers of language
models too.

Why it matters
--------------
A value with a quote in it becomes part of the query.

Use instead
-----------
Parameters: ``execute("... where id = ?", (number,))``, ``read_sql(query, db, params=...)``.

References
----------
CWE-89
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.paths import fixed
from mlsec_nb.code.rule import Call, Hit, Magic, Watch, rule
from mlsec_nb.code.taint import is_answer, is_foreign
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Ref, Text, Value, leaves, prefix

RULE = rule(
    "MLS299",
    "sql-text",
    "A query is put together from values.",
    advice="Pass the values as parameters.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("CWE-89",),
    controls=("MODEL-17",),
    aliases=("B608",),
)
STATEMENT = re.compile(
    r"[\s(]{0,200}(?:select|insert|update|delete|drop|create|alter|with|replace|merge|truncate|pragma|call|exec|grant|attach"
    r"|explain|copy|show|use)\b",
    re.IGNORECASE,
)
NO_PARAMETERS = re.compile(r"\s{0,200}(?:pragma|show|use|explain|attach)\b", re.IGNORECASE)
READS = (
    "pandas.read_sql",
    "pandas.read_sql_query",
    "polars.read_database",
    "polars.read_database_uri",
    "dask.dataframe.read_sql_query",
)
TEXTS = (
    "sqlalchemy.text",
    "sqlalchemy.sql.text",
    "sqlalchemy.sql.expression.text",
    "duckdb.sql",
    "duckdb.query",
    "duckdb.execute",
    "duckdb.connect.sql",
    "duckdb.connect.query",
    "pandasql.sqldf",
    "langchain*.SQLDatabase.run",
    "langchain*.SQLDatabase.from_uri.run",
    "pyspark.sql.SparkSession.sql",
    "*.spark.sql",
    "google.cloud.bigquery.Client.query",
    "awswrangler.athena.read_sql_query",
)
METHODS = ("*.execute", "*.executemany", "*.executescript", "*.exec_driver_sql", "*.raw", "*.sql", "*.query")
WATCH = Watch(calls=(*READS, *TEXTS, *METHODS), magics=("%sql", "%%sql", "%%bigquery"))
BAD = (
    "import pandas as pd\ndf = pd.read_sql(f'select * from t where name = {name}', db)",
    "import sqlite3\ndb = sqlite3.connect('d.db')\n"
    "db.cursor().execute('select * from t where id = %s' % number)",
    "cursor.execute('delete from t where id = ' + number)",
    "from sqlalchemy import text\nquery = text('select * from {}'.format(table))",
)
GOOD = (
    "import pandas as pd\ndf = pd.read_sql('select * from t where name = ?', db, params=[name])",
    "cursor.execute('select * from t where id = %s', (number,))",
    "table = 'people'\ncursor.execute(f'select * from {table}')",
    "agent.execute(f'hello {name}')",
)


def check(event: Call | Magic, facts: Facts) -> Iterator[Hit]:
    """Report a query with parts that are not literals."""
    if isinstance(event, Magic):
        if re.search(r"\{\{?\s{0,9}\w|\$\w", event.text):
            yield Hit(f"`{event.name}` pastes a value into the query.", severity=Severity.LOW)
        return
    query = event.args[0] if event.args else event.get("sql") or event.get("query") or event.get("statement")
    known = event.names and not event.names[0].startswith("?") and event.names[0] in (*READS, *TEXTS)
    if not query or fixed(query) or _made_elsewhere(query):
        return
    if any(isinstance(atom, Text) for atom in query):
        if _is_statement(query):
            described = NO_PARAMETERS.match(prefix(query))
            severity = Severity.HIGH if is_foreign(query) else Severity.LOW if described else None
            yield Hit(f"{spoken(event)} is given a query put together from values.", severity=severity)
    elif is_foreign(query) and (
        known or _database(event) or (event.method == "execute" and is_answer(query))
    ):
        yield Hit(f"{spoken(event)} runs a query that someone else wrote.")


def _is_statement(query: Value) -> bool:
    return bool(STATEMENT.match(prefix(query)))


def _made_elsewhere(query: Value) -> bool:
    """Whether it is already text with bound parameters, or composed by a library that quotes."""
    quoting = ("sqlalchemy.", "psycopg2.sql.", "psycopg.sql.", "shlex.quote")
    return any(isinstance(atom, Ref) and atom.name.startswith(quoting) for atom in leaves(query))


def _database(call: Call) -> bool:
    clients = (
        "sqlite3.",
        "psycopg",
        "pymysql.",
        "mysql.",
        "duckdb.",
        "sqlalchemy.",
        "snowflake.",
        "pyodbc.",
        "oracledb.",
    )
    return any(name.startswith(clients) for name in call.names)

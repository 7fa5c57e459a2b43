"""What exactly was profiled: a digest of names, types and content."""

from __future__ import annotations

import hashlib

import numpy as np

from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.dataset import Dataset
from mlsec_nb.profile.question import Question
from mlsec_nb.profile.table import Column, Table


def measure(data: Dataset) -> Answer:
    """Digest every column of the table and of the test rows."""
    digest = hashlib.blake2b(digest_size=16, person=b"mlsec-data")
    for table in filter(None, (data.table, data.test)):
        _add_table(digest, table, data)
    return Answer(
        name="digest",
        metrics={"rows": data.table.n_given, "columns": data.table.n_columns},
        measured={"digest": digest.hexdigest()},
        tables={"digest": [{"algorithm": "BLAKE2b-128", "digest": digest.hexdigest()}]},
        n_used=data.table.n_rows,
        n_total=data.table.n_given,
    )


def _add_table(digest: hashlib.blake2b, table: Table, data: Dataset) -> None:
    digest.update(f"{table.n_given} {table.n_rows} {table.n_columns};".encode())
    for column in table:
        data.check()
        _add_column(digest, column)


def _add_column(digest: hashlib.blake2b, column: Column) -> None:
    digest.update(f"{column.name}\0{column.kind.value}\0".encode("utf-8", "surrogatepass"))
    if column.is_number and column.values.dtype.kind != "O":
        digest.update(np.ascontiguousarray(column.numbers).data)
        return
    digest.update(np.ascontiguousarray(column.codes).data)
    categories = column.categories
    texts = [category for category in categories if type(category) is str]
    if len(texts) == len(categories):
        digest.update(np.array([len(text) for text in texts], np.int64).data)
        digest.update("".join(texts).encode("utf-8", "surrogatepass"))
        return
    for category in categories:
        digest.update(repr(category).encode("utf-8", "surrogatepass"))
        digest.update(b"\0")


QUESTION = Question(
    name="digest",
    title="Which data exactly was profiled?",
    measure=measure,
    cost=lambda data: data.table.n_rows * data.table.n_columns * 1.5e-7,
    method="BLAKE2b over names, kinds and values, in the order of columns and rows.",
    limits="Another order of rows gives another digest; of a sampled table the sample counts.",
)

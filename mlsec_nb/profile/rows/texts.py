"""Texts that share most of their word pairs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.kinds import Kind
from mlsec_nb.profile.table import Column

BUCKETS = 2**20
BLOCK = 512
FEWEST_WORDS = 5


def wordy(columns: list[Column]) -> list[Column]:
    """The columns that hold sentences rather than names."""
    return [column for column in columns if column.kind is Kind.TEXT and _words(column) >= FEWEST_WORDS]


def nearest_text(texts: list[str], others: list[str]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For each text the other one with the most word pairs in common, and the cosine of the two."""
    from sklearn.feature_extraction.text import HashingVectorizer

    hashing = HashingVectorizer(ngram_range=(2, 2), n_features=BUCKETS, alternate_sign=False)
    first, second = hashing.transform(texts), hashing.transform(others).T.tocsr()
    partner, cosine = np.full(len(texts), -1), np.zeros(len(texts))
    for start in range(0, len(texts), BLOCK):
        products = (first[start : start + BLOCK] @ second).tocsr()
        for place in range(products.shape[0]):
            inside = slice(products.indptr[place], products.indptr[place + 1])
            if inside.start < inside.stop:
                best = int(products.data[inside].argmax())
                partner[start + place] = products.indices[inside][best]
                cosine[start + place] = products.data[inside][best]
    return partner, cosine


def _words(column: Column) -> float:
    texts = [text for text in column.texts()[:500] if text]
    return sum(len(text.split()) for text in texts) / max(1, len(texts))

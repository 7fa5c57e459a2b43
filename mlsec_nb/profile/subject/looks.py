"""Where to ask a model about a row: at the row itself, and at points around it.

A model that was trained on a row answers differently in its surroundings too, so that several looks tell
more than one (Carlini et al., 2022, section VI; Choquette-Choo et al., 2021).
"""

from __future__ import annotations

import numpy as np

from mlsec_nb.profile.subject.inputs import Matrix, sample

NOISE = (0.1, 0.3)
"""Sizes of random steps, in standard deviations of each column."""

STEPS = ((1, 0.5), (5, 0.25))
"""Steps towards neighbours: to which one, and how much of the way."""

MOST_NEIGHBOURS = 2_000
"""Rows that neighbours are looked for among."""


def around(rows: Matrix, random: np.random.Generator) -> list[Matrix]:
    """Points around each row, within the range of each column.

    Parameters
    ----------
    rows
        Shape (n, d).

    Returns
    -------
    Tables of the same shape: two with noise, two on the way to a neighbour.
    """
    from sklearn.neighbors import NearestNeighbors

    spread = rows.std(axis=0)
    unit = np.where(spread > 0, spread, 1.0)
    known = rows[sample(len(rows), MOST_NEIGHBOURS, random)]
    count = min(1 + max(nth for nth, _ in STEPS), len(known))
    nearest = NearestNeighbors(n_neighbors=count).fit(known / unit).kneighbors(rows / unit)[1]
    tables = [rows + size * spread * random.normal(size=rows.shape) for size in NOISE]
    for nth, share in STEPS:
        neighbour = known[nearest[:, min(nth, count - 1)]]
        tables.append(rows + share * (neighbour - rows))
    low, high = rows.min(axis=0), rows.max(axis=0)
    return [np.clip(table, low, high) for table in tables]

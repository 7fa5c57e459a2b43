"""Two tables side by side: the columns that both have, as one."""

from __future__ import annotations

import numpy as np

from mlsec_nb.profile.answer import Positions
from mlsec_nb.profile.reading.frames import objects
from mlsec_nb.profile.reading.source import Raw
from mlsec_nb.profile.table import Column, Table


def common_columns(first: Table, second: Table, *, leave_out: str = "") -> list[tuple[Column, Column]]:
    """Columns of the same name; by place when no name is shared and both are as wide."""
    places = {name: place for place, name in enumerate(second.names)}
    pairs = [(place, places[name]) for place, name in enumerate(first.names) if name in places]
    if not pairs and first.n_columns == second.n_columns:
        pairs = [(place, place) for place in range(first.n_columns)]
    return [
        (first.column(one), second.column(other)) for one, other in pairs if first.names[one] != leave_out
    ]


def joined(pairs: list[tuple[Column, Column]], first_rows: Positions, second_rows: Positions) -> list[Column]:
    """Each pair as one column: the first table's rows, then the second's."""
    return [_joined(one, other, first_rows, second_rows) for one, other in pairs]


def _joined(one: Column, other: Column, first_rows: Positions, second_rows: Positions) -> Column:
    above, below = one.values[first_rows], other.values[second_rows]
    if above.dtype.kind in "iufb" and below.dtype.kind in "iufb":
        values = np.concatenate([above.astype(np.float64), below.astype(np.float64)])
    elif above.dtype.kind == below.dtype.kind != "O":
        values = np.concatenate([above, below])
    else:
        values = objects([*above.tolist(), *below.tolist()])
    return Column(one.name, one.position, Raw(label=one.name, values=values, type=one.type))

"""How many training rows the leaves of scikit-learn's trees hold."""

from __future__ import annotations

from typing import Any

import numpy as np

from mlsec_nb.profile.objects.walk import walk


def leaf_sizes(model: Any) -> dict[str, float]:
    """Leaves in all trees, and the share of them that holds one training row alone; empty without trees."""
    sizes = [
        held.value.n_node_samples[held.value.children_left < 0]
        for held in walk(model)
        if type(held.value).__name__ == "Tree" and type(held.value).__module__ == "sklearn.tree._tree"
    ]
    if not sizes:
        return {}
    leaves = np.concatenate(sizes)
    return {"leaves": len(leaves), "single_row_leaves": float(np.mean(leaves == 1))}

"""Pakistan: CNIC, thirteen digits in groups of five, seven and one."""

from __future__ import annotations

from mlsec_nb.privacy.kind import Kind, pattern

KINDS = (
    Kind(
        name="national-id-pk-cnic",
        label="Pakistani CNIC",
        check=pattern(r"[1-7]\d{4}-\d{7}-\d"),
        heads=("cnic", "nic", "nicop"),
        blind=0.96,
    ),
)

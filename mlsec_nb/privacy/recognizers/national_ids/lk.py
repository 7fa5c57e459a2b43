"""Sri Lanka: NIC, the year and day of birth, a serial number and V or X."""

from __future__ import annotations

from mlsec_nb.privacy.kind import Kind, pattern

_DAY = r"(?:0(?!00)\d\d|[1-3]\d\d|[5-8]\d\d)"

KINDS = (
    Kind(
        name="national-id-lk-nic",
        label="Sri Lankan NIC",
        check=pattern(rf"\d{{2}}{_DAY}\d{{4}}[VXvx]"),
        heads=("nic", "nic no"),
        blind=0.95,
        named=0.9,
    ),
)

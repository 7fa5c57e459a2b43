"""Portugal: tax number (NIF), nine digits by mod 11."""

from __future__ import annotations

from mlsec_nb.privacy.digits import only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_nif(value: str) -> bool:
    digits = only(value.upper().removeprefix("PT").strip(), 9)
    if digits[:1] in ("", "0"):
        return False
    return -weighted(digits[:8], range(9, 1, -1)) % 11 % 10 == int(digits[8])


KINDS = (
    Kind(
        name="national-id-pt-nif",
        label="Portuguese tax number",
        check=_is_nif,
        heads=("nif", "contribuinte", "numero contribuinte"),
        digits=True,
        strong=True,
    ),
)

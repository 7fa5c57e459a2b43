"""Argentina: CUIT or CUIL of a person with its check digit, DNI."""

from __future__ import annotations

from mlsec_nb.privacy.digits import only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_cuil(value: str) -> bool:
    digits = only(value, 11)
    if digits[:2] not in ("20", "23", "24", "27"):
        return False
    return min(9, -weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11) == int(digits[10])


def _is_dni(value: str) -> bool:
    return bool(only(value, 7, 8))


KINDS = (
    Kind(
        name="national-id-ar-cuil",
        label="Argentine CUIL",
        check=_is_cuil,
        heads=("cuil", "cuit"),
        digits=True,
        strong=True,
    ),
    Kind(
        name="national-id-ar-dni",
        label="Argentine or Peruvian DNI",
        check=_is_dni,
        heads=("dni",),
        blind=None,
        named=0.9,
    ),
)

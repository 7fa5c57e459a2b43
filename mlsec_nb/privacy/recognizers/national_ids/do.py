"""Dominican Republic: cédula, eleven digits in three groups with Luhn's check."""

from __future__ import annotations

from mlsec_nb.privacy.digits import luhn, only
from mlsec_nb.privacy.kind import Kind


def _is_cedula(value: str) -> bool:
    digits = only(value, 11)
    return bool(digits) and luhn(digits)


KINDS = (
    Kind(
        name="national-id-do-cedula",
        label="Dominican cédula",
        check=_is_cedula,
        heads=("cedula",),
        digits=True,
        strong=True,
    ),
)

"""Ecuador: cédula, ten digits with the province and a check digit."""

from __future__ import annotations

from mlsec_nb.privacy.digits import luhn, only
from mlsec_nb.privacy.kind import Kind


def _is_cedula(value: str) -> bool:
    digits = only(value, 10)
    return bool(digits) and 1 <= int(digits[:2]) <= 30 and digits[2] < "6" and luhn(digits)


KINDS = (
    Kind(
        name="national-id-ec-cedula",
        label="Ecuadorian cédula",
        check=_is_cedula,
        heads=("cedula", "ci"),
        digits=True,
        strong=True,
    ),
)

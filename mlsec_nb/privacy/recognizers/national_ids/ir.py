"""Iran: national code, ten digits with a check digit."""

from __future__ import annotations

from mlsec_nb.privacy.digits import only, weighted
from mlsec_nb.privacy.kind import Kind, Sample


def _is_code(value: str) -> bool:
    digits = only(value, 10)
    if not digits or len(set(digits)) == 1:
        return False
    rest = weighted(digits[:9], range(10, 1, -1)) % 11
    return int(digits[9]) == (rest if rest < 2 else 11 - rest)


def _has_zero_in_front(sample: Sample) -> bool:
    """ISBN-10 and NHS numbers pass the same check, but Iranian codes start with the digits of a place."""
    return any(value.startswith("00") for value in sample.values)


KINDS = (
    Kind(
        name="national-id-ir-national-code",
        label="Iranian national code",
        check=_is_code,
        heads=("کد ملی", "code melli", "melli"),
        blind=0.96,
        digits=True,
        strong=True,
        whole=_has_zero_in_front,
    ),
)

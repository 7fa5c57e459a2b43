"""Slovenia, Serbia, Bosnia, Montenegro, North Macedonia: JMBG or EMŠO, thirteen digits."""

from __future__ import annotations

from mlsec_nb.privacy.digits import is_day, only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_jmbg(value: str) -> bool:
    digits = only(value, 13)
    if not digits:
        return False
    year = int(digits[4:7])
    born = is_day(year + (1000 if year > 800 else 2000), int(digits[2:4]), int(digits[:2]))
    check = -weighted(digits[:12], (7, 6, 5, 4, 3, 2) * 2) % 11
    return born and check == int(digits[12])


KINDS = (
    Kind(
        name="national-id-jmbg-emso",
        label="JMBG or EMŠO",
        check=_is_jmbg,
        heads=("jmbg", "emso", "emšo", "матични број"),
        digits=True,
        strong=True,
    ),
)

"""Austria: Sozialversicherungsnummer, ten digits with a check digit and the date of birth."""

from __future__ import annotations

from mlsec_nb.privacy.digits import is_short_day, only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_svnr(value: str) -> bool:
    digits = only(value, 10)
    if not digits or digits[0] == "0" or not 1 <= int(digits[6:8]) <= 15:
        return False
    check = weighted(digits[:3] + digits[4:], (3, 7, 9, 5, 8, 4, 2, 1, 6)) % 11
    known = int(digits[6:8]) > 12 or is_short_day(digits[8:], digits[6:8], digits[4:6])
    return check == int(digits[3]) and known


KINDS = (
    Kind(
        name="national-id-at-svnr",
        label="Austrian social insurance number",
        check=_is_svnr,
        heads=("svnr", "sv nummer", "sozialversicherungs*", "sv nr"),
        digits=True,
        strong=True,
    ),
)

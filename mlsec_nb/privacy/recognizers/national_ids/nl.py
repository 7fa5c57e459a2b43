"""Netherlands: burgerservicenummer, nine digits that pass the eleven test."""

from __future__ import annotations

from mlsec_nb.privacy.digits import only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_bsn(value: str) -> bool:
    digits = only(value, 8, 9).zfill(9)
    return int(digits) > 0 and weighted(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


KINDS = (
    Kind(
        name="national-id-nl-bsn",
        label="Dutch burgerservicenummer",
        check=_is_bsn,
        heads=("bsn", "burgerservice*", "sofi*"),
        digits=True,
        strong=True,
    ),
)

"""Japan: individual number (My Number), twelve digits with a check digit."""

from __future__ import annotations

from mlsec_nb.privacy.digits import only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_my_number(value: str) -> bool:
    digits = only(value, 12)
    if not digits:
        return False
    rest = weighted(digits[:11], (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


KINDS = (
    Kind(
        name="national-id-jp-my-number",
        label="Japanese individual number",
        check=_is_my_number,
        heads=("my number", "mynumber", "マイナンバー", "個人番号", "kojin bango"),
        digits=True,
        strong=True,
    ),
)

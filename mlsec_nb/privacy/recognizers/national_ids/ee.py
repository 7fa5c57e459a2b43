"""Estonia and Lithuania: personal code of eleven digits with the date of birth."""

from __future__ import annotations

from mlsec_nb.privacy.digits import is_day, only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_personal_code(value: str) -> bool:
    digits = only(value, 11)
    if digits[:1] not in ("1", "2", "3", "4", "5", "6"):
        return False
    century = 1800 + (int(digits[0]) - 1) // 2 * 100
    check = weighted(digits, (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    if check == 10:
        check = weighted(digits, (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    born = is_day(century + int(digits[1:3]), int(digits[3:5]), int(digits[5:7]))
    return born and check == int(digits[10])


KINDS = (
    Kind(
        name="national-id-ee-lt-personal-code",
        label="Estonian or Lithuanian personal code",
        check=_is_personal_code,
        heads=("isikukood", "asmens kodas", "ik"),
        digits=True,
        strong=True,
    ),
)

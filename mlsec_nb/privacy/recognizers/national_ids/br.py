"""Brazil: CPF, eleven digits, two of them check digits."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_cpf(value: str) -> bool:
    digits = only(value, 11)
    if not digits or len(set(digits)) == 1:
        return False
    first = weighted(digits, range(10, 1, -1)) * 10 % 11 % 10
    second = weighted(digits, range(11, 1, -1)) * 10 % 11 % 10
    return digits[9:] == f"{first}{second}"


KINDS = (
    Kind(
        name="national-id-br-cpf",
        label="Brazilian CPF",
        check=_is_cpf,
        heads=("cpf", "cadastro de pessoas fisicas"),
        digits=True,
        strong=True,
        text=re.compile(r"(?<![\d.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\d.-])"),
    ),
)

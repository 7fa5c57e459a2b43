"""Denmark: CPR number, the date of birth and four digits without a check."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import is_short_day
from mlsec_nb.privacy.kind import Kind

_FORM = re.compile(r"\d{6}-?\d{4}")


def _is_cpr(value: str) -> bool:
    return _FORM.fullmatch(value) is not None and is_short_day(value[4:6], value[2:4], value[:2])


KINDS = (
    Kind(
        name="national-id-dk-cpr",
        label="Danish CPR number",
        check=_is_cpr,
        heads=("cpr", "cpr nr", "cprnummer", "personnummer"),
        blind=0.96,
        digits=True,
    ),
)

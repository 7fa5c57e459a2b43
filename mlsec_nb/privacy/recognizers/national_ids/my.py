"""Malaysia: MyKad number, the date of birth, the place and four digits."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import is_short_day
from mlsec_nb.privacy.kind import Kind

_FORM = re.compile(r"\d{6}-?(?:0[1-9]|[1-5]\d|6[0-8]|7[1-9]|8[2-9]|9[0-389])-?\d{4}")


def _is_mykad(value: str) -> bool:
    return _FORM.fullmatch(value) is not None and is_short_day(value[:2], value[2:4], value[4:6])


KINDS = (
    Kind(
        name="national-id-my-nric",
        label="Malaysian identity card number",
        check=_is_mykad,
        heads=("mykad", "nric", "no kp", "ic no", "kad pengenalan"),
        digits=True,
    ),
)

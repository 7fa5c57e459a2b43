"""Finland: henkilötunnus, the date of birth, a sign for the century and a check character."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import is_short_day
from mlsec_nb.privacy.kind import Kind

_FORM = re.compile(r"\d{6}[-+A-FU-Ya-fu-y]\d{3}[0-9A-Ya-y]")


def _is_hetu(value: str) -> bool:
    if _FORM.fullmatch(value) is None or not is_short_day(value[4:6], value[2:4], value[:2]):
        return False
    check = "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(value[:6] + value[7:10]) % 31]
    return check == value[10].upper()


KINDS = (
    Kind(
        name="national-id-fi-hetu",
        label="Finnish personal identity code",
        check=_is_hetu,
        heads=("hetu", "henkilotunnus", "personbeteckning"),
        digits=True,
        strong=True,
        text=re.compile(r"(?<![\w-])\d{6}[-+A]\d{3}[0-9A-Y](?![\w-])"),
    ),
)

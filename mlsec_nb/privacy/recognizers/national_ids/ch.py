"""Switzerland: AHV number, 756 and a check digit as in EAN-13."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import only, weighted
from mlsec_nb.privacy.kind import Kind


def _is_ahv(value: str) -> bool:
    digits = only(value, 13)
    return digits.startswith("756") and weighted(digits, (1, 3) * 7) % 10 == 0


KINDS = (
    Kind(
        name="national-id-ch-ahv",
        label="Swiss AHV number",
        check=_is_ahv,
        heads=("ahv", "ahv nr", "ahv nummer", "avs", "no avs", "numero avs", "ahvn"),
        digits=True,
        strong=True,
        text=re.compile(r"(?<![\d.])756\.\d{4}\.\d{4}\.\d{2}(?![\d.])"),
    ),
)

"""United Kingdom: National Insurance number, NHS number and driving licence number."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import only, plain, weighted
from mlsec_nb.privacy.kind import Kind, Sample, pattern

_NINO = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]")
_SPACED = re.compile(r"[A-Z]{2} \d{2} ?\d{2} ?\d{2} [A-Z]")


def _is_nino(value: str) -> bool:
    """The spaced form is a National Insurance number even where its letters are a made-up prefix."""
    return _SPACED.fullmatch(value) is not None or _NINO.fullmatch(plain(value)) is not None


def _is_nhs(value: str) -> bool:
    digits = only(value, 10)
    return digits[:1] not in ("", "0") and weighted(digits, range(10, 0, -1)) % 11 == 0


def _grouped(sample: Sample) -> bool:
    """An ISBN-10 has the same check: without a header, only the blanks of an NHS number tell them apart."""
    grouped = sum(len(value) == 12 and value[3] == value[7] in " -" for value in sample.values)
    return grouped > 0.9 * len(sample.values)


KINDS = (
    Kind(
        name="national-id-uk-nino",
        label="UK National Insurance number",
        check=_is_nino,
        heads=("nino", "ni number", "ni no", "national insurance", "nat ins no", "natins"),
        blind=0.95,
        text=re.compile(r"(?<![\w-])[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\w-])"),
        text_heads=True,
    ),
    Kind(
        name="national-id-uk-nhs",
        label="UK NHS number",
        check=_is_nhs,
        heads=("nhs", "nhs no", "nhs number"),
        blind=0.96,
        digits=True,
        strong=True,
        whole=_grouped,
        text=re.compile(r"(?<![\d.-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d.-])"),
        text_heads=True,
    ),
    Kind(
        name="national-id-uk-driving-licence",
        label="UK driving licence number",
        check=pattern(r"[A-Z]{1,5}9{0,4}[ -]?\d[0156]\d[0-3]\d\d[ -]?[A-Z][A-Z9][ -]?[\dA-Z][A-Z]{2}"),
        heads=("driving licence", "driving licence number", "licence no"),
        blind=0.95,
    ),
)

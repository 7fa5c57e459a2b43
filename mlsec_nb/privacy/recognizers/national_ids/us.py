"""United States: social security number and ITIN by structure, Medicare beneficiary identifier."""

from __future__ import annotations

import re

from mlsec_nb.privacy.kind import Kind, Sample, listed, pattern

_AREA = r"(?!000|666)[0-8]\d{2}"
_DASHED = re.compile(rf"{_AREA}([- ])(?!00)\d{{2}}\1(?!0000)\d{{4}}")
_BARE = re.compile(rf"{_AREA}(?!00)\d{{2}}(?!0000)\d{{4}}")
_ITIN = r"9\d{2}([- ]?)(?:5\d|6[0-5]|7\d|8[0-8]|9[0-2]|9[4-9])\1\d{4}"


_FORM = re.compile(r"\d{3}([- ])\d{2}\1\d{4}")


def _is_ssn(value: str) -> bool:
    return _DASHED.fullmatch(value) is not None


def _may_be_ssn(value: str) -> bool:
    """With a header: without dashes, and without the zeros that numbers lose in front."""
    return _is_ssn(value) or (
        value.isdigit() and len(value) >= 7 and _BARE.fullmatch(value.zfill(9)) is not None
    )


def _issued(sample: Sample) -> bool:
    """Of other numbers that are written so, one in eight starts as none was ever issued."""
    written = [value for value in sample.values if _FORM.fullmatch(value)]
    return sum(map(_is_ssn, written)) >= 0.96 * len(written)


def _issued_bare(sample: Sample) -> bool:
    numbers = [value for value in sample.values if value.isdigit()]
    return _issued(sample) and sum(map(_may_be_ssn, numbers)) >= 0.95 * len(numbers)


KINDS = (
    Kind(
        name="national-id-us-ssn",
        label="US social security number",
        check=_is_ssn,
        loose=_may_be_ssn,
        heads=listed(
            """
            ssn, soc sec, social security, social security number, soc sec no, ss number, social
            """
        ),
        blind=0.8,
        named=0.8,
        whole=_issued,
        whole_named=_issued_bare,
        text=re.compile(rf"(?<![\w.-]){_AREA}-(?!00)\d{{2}}-(?!0000)\d{{4}}(?![\w-]|\.\d)"),
    ),
    Kind(
        name="national-id-us-itin",
        label="US individual taxpayer identification number",
        check=pattern(_ITIN),
        heads=("itin", "tin", "taxpayer id"),
        blind=0.95,
    ),
    Kind(
        name="national-id-us-medicare",
        label="US Medicare beneficiary identifier",
        check=pattern(
            r"[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}"
        ),
        heads=("mbi", "medicare id", "medicare beneficiary"),
        blind=0.95,
        strong=True,
    ),
)

"""Certificates, read without a library: two that OpenSSL has made, and whatever else is in a file."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.frontends.server.certificate import BEGIN, END, parse_der, read_certificate

SELF_SIGNED = f"""{BEGIN}
MIIBhDCCASmgAwIBAgIUSGCSz94fK32I34W1Ux7klP4l61owCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLbGFiLmV4YW1wbGUwIBcNMjYxMTIyMTExMTIxWhgPMjA1MTA3
MTQxMTExMjFaMBYxFDASBgNVBAMMC2xhYi5leGFtcGxlMFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAENA5YGSqxGIBitS1KNvuPSxUDfpDuFX4wSZoOHLwa4jLZTUGR
cP+J0VYJxApglw8KmvxZAxUXc8/FkG6G9EY+9qNTMFEwHQYDVR0OBBYEFCfAhd6i
jA316HXlR7wHH9FX4yJrMB8GA1UdIwQYMBaAFCfAhd6ijA316HXlR7wHH9FX4yJr
MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAKq9rn4TUI2FKcsi
LnzTdyr4EjQEgo6iVd74etu/eYGfAiEAhLBGK9q5UfPFpFGwPkiTqRl3JF5CE8ku
mbEZc3FWNNk=
{END}
"""
SIGNED = f"""{BEGIN}
MIIBLDCB0gIUOPpG5Hg8jBGAOrsUiqdfvDYyqt8wCgYIKoZIzj0EAwIwFjEUMBIG
A1UEAwwLbGFiLmV4YW1wbGUwIBcNMjYxMTIyMTExMTIxWhgPMjA1NDA0MDkxMTEx
MjFaMBkxFzAVBgNVBAMMDnNpZ25lZC5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZI
zj0DAQcDQgAEkat2DH4ZgBpw9F0LXhEi3od/WpOcEnPdW4RRsQg7oMWSPDI2fgz0
cT4XS8dYG2V27Pg6xXdLLSkc+NNaDznufzAKBggqhkjOPQQDAgNJADBGAiEA43FZ
BcHUq4bGPurhOPizA9Z9/PtzVDVPshD8I50dptACIQCmYFmmtnFdSoJzVKIqlBew
wMckhzyrIenWNftC9vXwaw==
{END}
"""


@pytest.mark.parametrize(
    ("text", "ends", "self_signed"),
    [
        (SELF_SIGNED, datetime(2051, 7, 14, 11, 11, 21, tzinfo=timezone.utc), True),
        (f"a chain\n{SIGNED}{SELF_SIGNED}", datetime(2054, 4, 9, 11, 11, 21, tzinfo=timezone.utc), False),
    ],
)
def test_end_and_signer(tmp_path: Path, text, ends, self_signed) -> None:
    (tmp_path / "c.pem").write_text(text)
    found = read_certificate(tmp_path / "c.pem")
    assert (found.ends, found.self_signed) == (ends, self_signed)


@pytest.mark.parametrize(
    "text", ["", "no certificate", f"{BEGIN}\n{END}", f"{BEGIN}\n????\n{END}", SIGNED[:200]]
)
def test_what_is_no_certificate(tmp_path: Path, text: str) -> None:
    (tmp_path / "c.pem").write_text(text)
    assert read_certificate(tmp_path / "c.pem") is None
    assert read_certificate(tmp_path / "missing.pem") is None


@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        parse_der(data)

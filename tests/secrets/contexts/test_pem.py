"""Private keys in armour."""

import pytest

from tests.notebooks import markdown
from tests.secrets.scan import detections
from tests.secrets_fakes import letters


def armoured(kind: str, body: str) -> str:
    lines = [body[i : i + 64] for i in range(0, len(body), 64)]
    return "\n".join([f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----"])


def test_header_of_an_openssh_key_is_mostly_zeros():
    body = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAAB" + letters(300)
    (found,) = detections(markdown(armoured("OPENSSH PRIVATE KEY", body)))
    assert found.finding.name == "private-key"


@pytest.mark.parametrize("body", ["", "..." * 30, "A" * 300, "<your key here>" * 20])
def test_a_key_that_is_left_out_is_none(body):
    assert detections(markdown(armoured("PRIVATE KEY", body))) == []

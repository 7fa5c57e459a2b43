"""Private keys in PEM form: RSA, EC, OpenSSH, PGP and others."""

from __future__ import annotations

from mlsec_nb.core.finding import Severity
from mlsec_nb.secrets.provider import Provider

PROVIDER = Provider(
    id="MLS180",
    name="private-key",
    label="private key",
    about=str(__doc__),
    harm="Whoever has it signs in, decrypts or signs as its owner.",
    revoke=(
        "Replace the key pair everywhere the public half is trusted, and load the key from a file "
        "outside the notebook."
    ),
    severity=Severity.CRITICAL,
    references=("CWE-798", "CWE-312", "CWE-321"),
    bad=('key = """-----BEGIN RSA PRIVATE KEY-----\n{base64:64}\n-----END RSA PRIVATE KEY-----"""',),
    good=(
        'pub = "-----BEGIN PUBLIC KEY-----\\n{base64:64}\\n-----END PUBLIC KEY-----"',
        'if "-----BEGIN PRIVATE KEY-----" in text: pass',
    ),
)

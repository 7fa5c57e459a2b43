"""JSON Web Tokens: sessions, service roles, cluster keys."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS181",
    name="json-web-token",
    label="JSON Web Token",
    about=str(__doc__),
    harm="Whoever has it acts as the one it was issued to, until it expires, if ever.",
    revoke="End the session or rotate the key that signed it, and clear the output.",
    patterns=(
        Pattern(
            "eyJ", r"eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{16,1000}", fixed=10
        ),
        Pattern(
            "eyJ",
            r"eyJ[A-Za-z0-9_-]{20,2000}\.[A-Za-z0-9_-]{0,500}\.[A-Za-z0-9_-]{8,500}\.[A-Za-z0-9_-]{8,8000}\.[A-Za-z0-9_-]{16,64}",
            fixed=10,
        ),
    ),
    bad=('headers = {{"Authorization": "Bearer {jwt}"}}',),
    good=('headers = {"Authorization": f"Bearer {token}"}',),
)

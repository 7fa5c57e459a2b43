"""Google OAuth secrets: access tokens, refresh tokens and client secrets."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS108",
    name="google-oauth-secret",
    label="Google OAuth secret",
    about=str(__doc__),
    harm="Whoever has it acts as the account that granted it; a refresh token does not expire.",
    revoke=(
        "Revoke it at https://myaccount.google.com/permissions, and reset the client secret in the console."
    ),
    patterns=(
        Pattern("ya29.", r"ya29\.[A-Za-z0-9_-]{20,2000}", label="Google access token"),
        Pattern(
            "1//",
            r"1//0[A-Za-z0-9_-]{30,200}",
            fixed=4,
            left=r"(?<![A-Za-z0-9_/])",
            label="Google refresh token",
        ),
        Pattern("GOCSPX-", r"GOCSPX-[A-Za-z0-9_-]{20,40}", label="Google client secret"),
    ),
    bad=(
        'creds = Credentials(None, refresh_token="1//0{word:60}")',
        '{{"installed": {{"client_secret": "GOCSPX-{word:28}"}}}}',
        '!curl -H "Authorization: Bearer ya29.{word:120}" $URL',
    ),
    good=(
        "creds, project = google.auth.default()",
        "x = 7 // 1//0",
    ),
)

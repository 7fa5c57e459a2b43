"""Twilio API keys and auth tokens."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS141",
    name="twilio-key",
    label="Twilio key",
    about=str(__doc__),
    harm="Whoever has it sends messages and calls on your bill.",
    revoke="Delete the key, or roll the auth token, at https://console.twilio.com.",
    patterns=(Pattern("SK", r"SK[0-9a-f]{32}"),),
    vendors="twilio".split(),
    shape=r"[0-9a-f]{32}",
    bad=(
        'TWILIO_API_KEY = "SK{hex:32}"',
        'twilio_auth_token = "{hex:32}"',
    ),
    good=(
        "client = Client(account_sid, auth_token)",
        'TASK = "SK-1"',
    ),
)

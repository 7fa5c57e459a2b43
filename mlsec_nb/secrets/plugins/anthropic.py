"""Anthropic API keys, of users and administrators, and OAuth tokens."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS102",
    name="anthropic-key",
    label="Anthropic API key",
    about=str(__doc__),
    harm="Whoever has it uses Claude on your account; an admin key also manages members and keys.",
    revoke="Disable it at https://console.anthropic.com/settings/keys and create a new one.",
    patterns=(Pattern("sk-ant-", r"sk-ant-[a-z]{2,6}\d\d-[A-Za-z0-9_-]{40,250}", fixed=14),),
    bad=('client = anthropic.Anthropic(api_key="sk-ant-api03-{word:93}AA")',),
    good=(
        "client = anthropic.Anthropic()",
        'key = "sk-ant-api03-..."',
    ),
)

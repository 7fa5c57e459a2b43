"""Credentials in HTTP headers: ``Authorization: Bearer`` and ``Basic``, keys in ``X-API-Key``."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Provider

PROVIDER = Provider(
    id="MLS185",
    name="authorization-header",
    label="authorization header",
    about=str(__doc__),
    harm="Whoever has it calls the service as you.",
    revoke="Revoke it, and build the header from the environment.",
    bad=(
        'headers = {{"Authorization": "Bearer {alnum:43}"}}',
        'headers = {{"Authorization": "Basic {basic}"}}',
    ),
    good=(
        'headers = {"Authorization": f"Bearer {API_TOKEN}"}',
        '!curl -H "Authorization: Bearer $OPENAI_API_KEY" https://api.openai.com/v1/models',
    ),
)

"""API tokens of Cloudflare and keys of its R2 storage."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Provider

PROVIDER = Provider(
    id="MLS132",
    name="cloudflare-token",
    label="Cloudflare token",
    about=str(__doc__),
    harm="Whoever has it changes domains, workers or stored data.",
    revoke="Roll it at https://dash.cloudflare.com/profile/api-tokens.",
    vendors="cloudflare cf r2".split(),
    shape=r"[A-Za-z0-9_-]{40}|[0-9a-f]{64}|[0-9a-f]{37}|v1\.0-[A-Za-z0-9_-]{40,160}",
    bad=(
        'CLOUDFLARE_API_TOKEN = "{alnum:40}"',
        'R2_SECRET_ACCESS_KEY = "{hex:64}"',
    ),
    good=('cloudflare_zone_id = "{hex:32}"',),
)

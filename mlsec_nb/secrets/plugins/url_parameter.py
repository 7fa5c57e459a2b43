"""Keys and tokens in the query of a URL."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Provider

PROVIDER = Provider(
    id="MLS183",
    name="url-parameter-secret",
    label="secret in a URL parameter",
    about=str(__doc__),
    harm="URLs end up in logs, histories and referrers.",
    revoke="Revoke it, and send the new one in a header, read from the environment.",
    bad=('url = "https://api.example-data.io/v1/query?symbol=IBM&api_key={hex:32}"',),
    good=(
        'url = "https://drive.google.com/uc?export=view&id={word:33}"',
        'requests.get(url, params={"api_key": key})',
    ),
)

"""Secret tokens of Mapbox; public ones (``pk.``) are meant to be seen."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS145",
    name="mapbox-token",
    label="Mapbox secret token",
    about=str(__doc__),
    harm="Whoever has it alters your maps and styles.",
    revoke="Delete it at https://account.mapbox.com/access-tokens.",
    patterns=(Pattern("sk.eyJ", r"sk\.eyJ[A-Za-z0-9_-]{20,200}\.[A-Za-z0-9_-]{20,40}"),),
    bad=('mapbox_token = "sk.eyJ{word:60}.{word:22}"',),
    good=('mapbox_token = "pk.eyJ{word:60}.{word:22}"',),
)

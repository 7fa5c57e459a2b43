"""Tokens of payment services: Square, PayPal, Plaid, Shopify."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS140",
    name="payment-service-token",
    label="payment service token",
    about=str(__doc__),
    harm="Whoever has it sees orders and customers, and may move money.",
    revoke="Revoke it in the dashboard of the service.",
    patterns=(
        Pattern("sq0", r"sq0(?:csp|atp|idp)-[A-Za-z0-9_\\-]{22,43}", fixed=7, label="Square token"),
        Pattern(
            "access_token$production$",
            r"access_token\$production\$[a-z0-9]{16}\$[0-9a-f]{32}",
            label="PayPal token",
        ),
        Pattern("shp", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}", fixed=6, label="Shopify token"),
    ),
    vendors="shopify paypal plaid square".split(),
    shape=r"[0-9a-f]{30,32}|[A-Za-z0-9_-]{80}",
    bad=('TOKEN = "shpat_{hex:32}"',),
    good=('shape = "shp"',),
)

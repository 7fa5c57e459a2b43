"""Tokens of hosting platforms.

DigitalOcean, Heroku, Netlify, Vercel, Fly, Render, Supabase, PlanetScale, Pulumi.
"""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS133",
    name="hosting-token",
    label="hosting token",
    about=str(__doc__),
    harm="Whoever has it reads, alters and deletes what you host.",
    revoke="Revoke it in the account settings of the platform and create a new one.",
    patterns=(
        Pattern("dop_v1_", r"dop_v1_[0-9a-f]{64}", label="DigitalOcean token"),
        Pattern("doo_v1_", r"doo_v1_[0-9a-f]{64}", label="DigitalOcean token"),
        Pattern("dor_v1_", r"dor_v1_[0-9a-f]{64}", label="DigitalOcean token"),
        Pattern("HRKU-", r"HRKU-[A-Za-z0-9_-]{36,64}", label="Heroku API key"),
        Pattern("nfp_", r"nfp_[A-Za-z0-9]{36,40}", label="Netlify token"),
        Pattern("sbp_", r"sbp_[0-9a-f]{40}", label="Supabase token"),
        Pattern("sb_secret_", r"sb_secret_[A-Za-z0-9_-]{30,40}", label="Supabase secret key"),
        Pattern("pscale_", r"pscale_[a-z]{2,6}_[A-Za-z0-9_-]{30,64}", fixed=10, label="PlanetScale token"),
        Pattern("pul-", r"pul-[0-9a-f]{40}", label="Pulumi token"),
        Pattern("rnd_", r"rnd_[A-Za-z0-9]{28,36}", label="Render API key"),
        Pattern("FlyV1", r"FlyV1 fm\d_[A-Za-z0-9+/=,_-]{60,1000}", fixed=10, right=r"", label="Fly token"),
        Pattern("fo1_", r"fo1_[A-Za-z0-9_-]{40,50}", label="Fly token"),
        Pattern("vcp_", r"vcp_[A-Za-z0-9]{40,60}", label="Vercel token"),
    ),
    vendors="heroku vercel netlify render railway".split(),
    shape=r"[A-Za-z0-9]{24}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    bad=('client = Client(token="dop_v1_{hex:64}")',),
    good=('client = Client(token=os.environ["DIGITALOCEAN_TOKEN"])',),
)

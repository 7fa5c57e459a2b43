"""Tokens of HashiCorp Vault and Terraform Cloud, and of Doppler."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS134",
    name="hashicorp-token",
    label="HashiCorp token",
    about=str(__doc__),
    harm="Whoever has it reads the secrets that are kept there, or changes your infrastructure.",
    revoke="Revoke it in the user settings, and rotate what it could read.",
    patterns=(
        Pattern(
            ".atlasv1.",
            r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{50,80}",
            fixed=0,
            label="Terraform Cloud token",
        ),
        Pattern("hvs.", r"hvs\.[A-Za-z0-9_-]{24,200}", label="Vault token"),
        Pattern("hvb.", r"hvb\.[A-Za-z0-9_-]{100,300}", label="Vault token"),
        Pattern("hvr.", r"hvr\.[A-Za-z0-9_-]{24,200}", label="Vault token"),
        Pattern(
            "dp.",
            r"dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}",
            fixed=6,
            label="Doppler token",
        ),
    ),
    bad=(
        'client = hvac.Client(url=url, token="hvs.{word:95}")',
        'TFE_TOKEN = "{alnum:14}.atlasv1.{word:67}"',
        'DOPPLER_TOKEN = "dp.pt.{alnum:43}"',
    ),
    good=("client = hvac.Client(url=url)",),
)

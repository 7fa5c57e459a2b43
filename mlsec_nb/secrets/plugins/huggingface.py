"""Hugging Face access tokens, of users and organisations."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS103",
    name="huggingface-token",
    label="Hugging Face token",
    about=str(__doc__),
    harm=(
        "Whoever has it reads private models and data sets and, with write access, replaces models "
        "that others load."
    ),
    revoke="Invalidate it at https://huggingface.co/settings/tokens and log in with a new one.",
    patterns=(
        Pattern("hf_", r"hf_[A-Za-z0-9]{30,60}"),
        Pattern("api_org_", r"api_org_[A-Za-z0-9]{30,60}"),
    ),
    bad=(
        'login(token="hf_{letters:34}")',
        "!huggingface-cli login --token hf_{letters:34}",
    ),
    good=(
        "login()",
        'token = "hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',
        'hf_hub_download(repo_id="gpt2", filename="config.json")',
    ),
)

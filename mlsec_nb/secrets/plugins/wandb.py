"""Weights & Biases API keys."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS104",
    name="wandb-key",
    label="Weights & Biases API key",
    about=str(__doc__),
    harm="Whoever has it reads and alters your runs, artifacts and models.",
    revoke="Delete it at https://wandb.ai/authorize and log in with a new one.",
    patterns=(Pattern("wandb_v1_", r"wandb_v1_[A-Za-z0-9_-]{30,120}"),),
    vendors="wandb weave".split(),
    shape=r"[0-9a-f]{40}",
    bad=(
        'wandb.login(key="{hex:40}")',
        "!wandb login {hex:40}",
    ),
    good=(
        "wandb.login()",
        'commit = "{hex:40}"',
    ),
)

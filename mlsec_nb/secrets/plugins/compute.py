"""Keys of GPU and sandbox providers: RunPod, Modal, E2B, Lambda, Vast."""

from __future__ import annotations

from mlsec_nb.core.finding import Severity
from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS125",
    name="compute-provider-key",
    label="compute provider key",
    about=str(__doc__),
    harm="Whoever has it starts machines on your bill and enters those that run.",
    revoke="Delete it in the console of the provider and create a new one.",
    patterns=(
        Pattern("rpa_", r"rpa_[A-Za-z0-9]{40,60}", label="RunPod API key"),
        Pattern("e2b_", r"e2b_[0-9a-f]{40}", label="E2B API key"),
        Pattern("ak-", r"ak-[A-Za-z0-9]{22}", severity=Severity.MEDIUM, label="Modal token id"),
        Pattern("as-", r"as-[A-Za-z0-9]{22}", label="Modal token secret"),
        Pattern("secret_", r"secret_[a-z0-9-]{4,40}_[0-9a-f]{32}\.[A-Za-z0-9]{32}"),
    ),
    vendors="runpod vast vastai lambdalabs paperspace".split(),
    shape=r"[A-Za-z0-9]{32,64}",
    bad=('runpod.api_key = "rpa_{alnum:46}"',),
    good=('runpod.api_key = os.environ["RUNPOD_API_KEY"]',),
)

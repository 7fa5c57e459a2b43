"""Access keys of Alibaba Cloud and Tencent Cloud."""

from __future__ import annotations

from mlsec_nb.core.finding import Severity
from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS130",
    name="alibaba-tencent-key",
    label="Alibaba or Tencent Cloud key",
    about=str(__doc__),
    harm="With its secret, whoever has it acts as your account.",
    revoke="Disable it in the access key console and use a role.",
    patterns=(
        Pattern("LTAI", r"LTAI[A-Za-z0-9]{12,24}", label="Alibaba Cloud access key"),
        Pattern("AKID", r"AKID[A-Za-z0-9]{32}", label="Tencent Cloud access key"),
    ),
    severity=Severity.MEDIUM,
    bad=('auth = oss2.Auth("LTAI{alnum:20}", SECRET)',),
    good=("auth = oss2.ProviderAuth(provider)",),
)

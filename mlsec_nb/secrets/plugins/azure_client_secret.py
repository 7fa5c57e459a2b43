"""Client secrets of applications in Microsoft Entra ID (Azure AD)."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS116",
    name="azure-client-secret",
    label="Azure client secret",
    about=str(__doc__),
    harm="Whoever has it signs in as the application.",
    revoke="Delete it under App registrations > Certificates & secrets and use a managed identity.",
    patterns=(
        Pattern(
            "Q~",
            r"[A-Za-z0-9_~.-]{3}[0-9A-Za-z]Q~[A-Za-z0-9_~.-]{31,36}",
            fixed=0,
            left=r"(?<![A-Za-z0-9_~.-])",
            right=r"(?![A-Za-z0-9_~.-])",
        ),
    ),
    bad=('cred = ClientSecretCredential(tenant, client, "{alnum:3}8Q~{alnum:34}")',),
    good=("cred = DefaultAzureCredential()",),
)

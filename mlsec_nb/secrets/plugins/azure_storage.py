"""Azure account keys of 64 bytes: Storage, Cosmos DB, Batch."""

from __future__ import annotations

from mlsec_nb.core.finding import Severity
from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS114",
    name="azure-storage-key",
    label="Azure account key",
    about=str(__doc__),
    harm="Whoever has it owns all data of the account.",
    revoke="Rotate the key under Access keys in the Azure portal and use Microsoft Entra ID.",
    patterns=(
        Pattern(
            "==",
            r"[A-Za-z0-9+/]{86}==",
            fixed=0,
            left=r"(?<![A-Za-z0-9+/=])(?<!sha512-)",
            right=r"(?![A-Za-z0-9+/=])",
        ),
        Pattern("AccountKey=", r"(?<=AccountKey=)[A-Za-z0-9+/]{40,100}={0,2}", fixed=0, left=r"", right=r""),
    ),
    severity=Severity.CRITICAL,
    bad=('conn = "DefaultEndpointsProtocol=https;AccountName=ml;AccountKey={base64:86}=="',),
    good=(
        "service = BlobServiceClient(url, credential=DefaultAzureCredential())",
        'integrity = "sha512-{base64:86}=="',
    ),
)

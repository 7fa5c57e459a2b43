"""Azure shared access signatures and shared access keys."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS115",
    name="azure-sas-token",
    label="Azure shared access signature",
    about=str(__doc__),
    harm="Whoever has it uses the storage, queue or event hub as far as it was signed for.",
    revoke="Rotate the key that signed it in the Azure portal and use Microsoft Entra ID.",
    patterns=(
        Pattern(
            "SharedAccessKey=",
            r"(?<=SharedAccessKey=)[A-Za-z0-9+/]{40,90}={0,2}",
            fixed=0,
            left=r"",
            right=r"",
            label="Azure shared access key",
        ),
    ),
    bad=(
        'df = pd.read_csv("https://ml.blob.core.windows.net/c/d.csv?sv=2022-11-02&sr=b&sig={alnum:43}%3D")',
        'CONN = "Endpoint=sb://ml.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey={base64:43}="',
    ),
    good=('url = "https://ml.blob.core.windows.net/c/d.csv"',),
)

"""Keys of Google Cloud service accounts (the JSON file with ``private_key``)."""

from __future__ import annotations

from mlsec_nb.core.finding import Severity
from mlsec_nb.secrets.provider import Provider

PROVIDER = Provider(
    id="MLS109",
    name="google-service-account",
    label="Google service account key",
    about=str(__doc__),
    harm="Whoever has it acts as the service account, usually for years.",
    revoke=(
        "Delete the key under IAM > Service accounts and use workload identity or `gcloud auth "
        "application-default login`."
    ),
    severity=Severity.CRITICAL,
    bad=('{{"type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----\\n{base64:64}\\n"}}',),
    good=('{"type": "service_account", "private_key": "..."}',),
)

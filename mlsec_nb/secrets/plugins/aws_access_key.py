"""AWS access key IDs; alone they identify, with their secret they authenticate."""

from __future__ import annotations

from mlsec_nb.core.finding import Severity
from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS110",
    name="aws-access-key-id",
    label="AWS access key ID",
    about=str(__doc__),
    harm="It names the account and user whose secret key is probably near.",
    revoke="Deactivate the key in IAM and use a role or `aws sso login`.",
    patterns=(
        Pattern("AKIA", r"AKIA[A-Z0-9]{16}"),
        Pattern("ASIA", r"ASIA[A-Z0-9]{16}"),
        Pattern("ABIA", r"ABIA[A-Z0-9]{16}"),
        Pattern("ACCA", r"ACCA[A-Z0-9]{16}"),
    ),
    severity=Severity.MEDIUM,
    bad=("s3 = boto3.client('s3', aws_access_key_id='AKIA{upper:16}', aws_secret_access_key=SECRET)",),
    good=(
        'aws_access_key_id = "AKIAIOSFODNN7EXAMPLE"',
        's3 = boto3.client("s3")',
        'protein = "MKTAYIAKIAQRQISFVKSHFSRQ"',
    ),
)

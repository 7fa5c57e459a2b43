"""AWS secret access keys."""

from __future__ import annotations

from mlsec_nb.core.finding import Severity
from mlsec_nb.secrets.provider import Provider

PROVIDER = Provider(
    id="MLS111",
    name="aws-secret-key",
    label="AWS secret access key",
    about=str(__doc__),
    harm="With its ID, whoever has it acts as your user on AWS.",
    revoke="Deactivate the key in IAM, look through CloudTrail, and use a role or `aws sso login`.",
    vendors="aws amazon s3 s3a s3fs boto3 secret_access secretaccesskey".split(),
    shape=r"[A-Za-z0-9/+]{40}",
    severity=Severity.CRITICAL,
    bad=(
        'aws_secret_access_key = "{base64:40}"',
        'fs = s3fs.S3FileSystem(key=AWS_ID, secret="{base64:40}")',
    ),
    good=(
        'aws_secret_access_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"',
        's3_key = "data/2024/training/customers-first-half.csv"',
    ),
)

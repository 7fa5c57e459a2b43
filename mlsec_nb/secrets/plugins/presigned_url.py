"""Presigned URLs of S3, Google Cloud Storage and CloudFront."""

from __future__ import annotations

from mlsec_nb.core.finding import Severity
from mlsec_nb.secrets.provider import Provider

PROVIDER = Provider(
    id="MLS113",
    name="presigned-url",
    label="presigned URL",
    about=str(__doc__),
    harm="Whoever has the link reads (or writes) the object until it expires.",
    revoke=(
        "Let it expire, or deactivate the key that signed it; share the object with accounts instead "
        "of links."
    ),
    severity=Severity.LOW,
    bad=(
        'df = pd.read_csv("https://bucket.s3.amazonaws.com/a.csv?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature={hex:64}")',
    ),
    good=('url = "https://bucket.s3.amazonaws.com/a.csv"',),
)

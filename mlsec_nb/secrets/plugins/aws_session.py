"""AWS session tokens and Amazon Bedrock API keys."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS112",
    name="aws-session-token",
    label="AWS session token",
    about=str(__doc__),
    harm="Whoever has it acts with your role until it expires; a long-term Bedrock key may never.",
    revoke=(
        "End the session in IAM (revoke active sessions) or delete the Bedrock key, and clear the output."
    ),
    patterns=(
        Pattern("IQoJb3JpZ2lu", r"IQoJb3JpZ2lu[A-Za-z0-9+/]{50,2000}={0,2}", right=r""),
        Pattern("FwoGZXIvYXdz", r"FwoGZXIvYXdz[A-Za-z0-9+/]{50,2000}={0,2}", right=r""),
        Pattern("FQoGZXIvYXdz", r"FQoGZXIvYXdz[A-Za-z0-9+/]{50,2000}={0,2}", right=r""),
        Pattern("ABSK", r"ABSK[A-Za-z0-9+/]{80,400}={0,2}", right=r"", label="Amazon Bedrock API key"),
        Pattern(
            "bedrock-api-key-",
            r"bedrock-api-key-[A-Za-z0-9+/]{50,2000}={0,2}",
            right=r"",
            label="Amazon Bedrock API key",
        ),
    ),
    bad=(
        'session = boto3.Session(aws_session_token="IQoJb3JpZ2luX2Vj{base64:200}")',
        'os.environ["AWS_BEARER_TOKEN_BEDROCK"] = "ABSK{base64:128}"',
    ),
    good=("session = boto3.Session()",),
)

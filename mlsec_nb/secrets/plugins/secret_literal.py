"""Keys, tokens and secrets without a known form, given away by the name they are bound to."""

from __future__ import annotations

from mlsec_nb.core.finding import Confidence
from mlsec_nb.secrets.provider import Provider

PROVIDER = Provider(
    id="MLS199",
    name="secret-literal",
    label="hard-coded secret",
    about=str(__doc__),
    harm="Everybody who sees the notebook, or any earlier version of it, can use it.",
    revoke=(
        "Revoke it where it was issued, and read the new one from the environment, a keyring or the "
        "secrets of the platform."
    ),
    confidence=Confidence.MEDIUM,
    bad=(
        'client_secret = "{alnum:40}"',
        'os.environ["SERVICE_TOKEN"] = "{alnum:32}"',
        "%env SERVICE_API_KEY={alnum:32}",
    ),
    good=(
        'token = os.environ["SERVICE_TOKEN"]',
        'api_key = "YOUR_API_KEY"',
        'cls_token = "[CLS]"',
        'tokenizer = AutoTokenizer.from_pretrained("bert-base-cased")',
        'cache_key = "{hex:32}"',
    ),
)

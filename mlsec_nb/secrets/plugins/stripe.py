"""Secret and restricted keys of Stripe, and webhook secrets."""

from __future__ import annotations

from mlsec_nb.core.finding import Severity
from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS139",
    name="stripe-key",
    label="Stripe key",
    about=str(__doc__),
    harm="Whoever has a live key moves money; a test key shows how the account is used.",
    revoke="Roll it at https://dashboard.stripe.com/apikeys.",
    patterns=(
        Pattern("sk_live_", r"sk_live_[A-Za-z0-9]{20,120}"),
        Pattern("rk_live_", r"rk_live_[A-Za-z0-9]{20,120}"),
        Pattern("sk_test_", r"sk_test_[A-Za-z0-9]{20,120}", severity=Severity.LOW),
        Pattern("rk_test_", r"rk_test_[A-Za-z0-9]{20,120}", severity=Severity.LOW),
        Pattern("whsec_", r"whsec_[A-Za-z0-9+/]{32,64}={0,2}"),
    ),
    severity=Severity.CRITICAL,
    bad=('stripe.api_key = "sk_live_{alnum:24}"',),
    good=(
        'stripe.api_key = os.environ["STRIPE_KEY"]',
        'stripe_public = "pk_live_{alnum:24}"',
    ),
)

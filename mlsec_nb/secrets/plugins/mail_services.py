"""Keys of mail services: SendGrid, Mailgun, Mailchimp, Postmark, Brevo, Resend."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS142",
    name="mail-service-key",
    label="mail service key",
    about=str(__doc__),
    harm="Whoever has it sends mail in your name and reads your lists.",
    revoke="Delete it in the settings of the service and create a new one.",
    patterns=(
        Pattern("SG.", r"SG\.[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{39,50}", label="SendGrid API key"),
        Pattern("key-", r"key-[0-9a-f]{32}", label="Mailgun API key"),
        Pattern("-us", r"[0-9a-f]{32}-us\d{1,2}", fixed=0, label="Mailchimp API key"),
        Pattern("xkeysib-", r"xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}", label="Brevo API key"),
    ),
    vendors="postmark sendgrid mailgun mailchimp mailjet".split(),
    shape=(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}(?:-[0-9a-f]{8}-[0-9a-f]{8})?"),
    bad=(
        'sg = SendGridAPIClient("SG.{word:22}.{word:43}")',
        'requests.post(url, auth=("api", "key-{hex:32}"))',
        'mc = MailChimp(mc_api="{hex:32}-us12")',
    ),
    good=(
        'sg = SendGridAPIClient(os.environ["SENDGRID_API_KEY"])',
        'sort_key = "key-1"',
    ),
)

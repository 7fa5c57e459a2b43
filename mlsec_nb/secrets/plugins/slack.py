"""Slack tokens and incoming webhooks."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS136",
    name="slack-token",
    label="Slack token",
    about=str(__doc__),
    harm="Whoever has it reads or writes in your workspace.",
    revoke="Revoke it in the settings of the Slack app, and delete the webhook there.",
    patterns=(
        Pattern("xox", r"xox[abceoprs]-(?:\d-)?[A-Za-z0-9-]{20,250}", fixed=5),
        Pattern("xapp-", r"xapp-\d-[A-Za-z0-9-]{30,250}", fixed=7),
        Pattern(
            "hooks.slack.com/",
            r"https?://hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9_/]{30,200}",
            fixed=33,
            label="Slack webhook",
        ),
    ),
    bad=(
        'client = WebClient(token="xoxb-{digits:12}-{digits:13}-{alnum:24}")',
        'requests.post("https://hooks.slack.com/services/T{upper:10}/B{upper:10}/{alnum:24}", json=note)',
    ),
    good=(
        'client = WebClient(token=os.environ["SLACK_BOT_TOKEN"])',
        'url = "https://hooks.slack.com/services/..."',
    ),
)

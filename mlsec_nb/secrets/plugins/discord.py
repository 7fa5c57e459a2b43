"""Discord bot tokens and webhooks."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS137",
    name="discord-token",
    label="Discord token",
    about=str(__doc__),
    harm="Whoever has it speaks as your bot, or into your channel.",
    revoke=(
        "Reset it in the developer portal of Discord, and delete the webhook in the settings of the channel."
    ),
    patterns=(
        Pattern(
            "",
            r"[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}",
            fixed=0,
            left=r"(?<![A-Za-z0-9_.-])",
            trigger=r"(?:(?m:^)|[^A-Za-z0-9_.\n-])[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27}",
        ),
        Pattern(
            "/api/webhooks/",
            r"https?://(?:\w+\.)?discord(?:app)?\.com/api/webhooks/\d{17,20}/[A-Za-z0-9_-]{60,80}",
            fixed=52,
            label="Discord webhook",
        ),
    ),
    bad=(
        'url = "https://discord.com/api/webhooks/{digits:18}/{word:68}"',
        'client.run("M{alnum:23}.{alnum:6}.{alnum:38}")',
    ),
    good=('client.run(os.environ["DISCORD_TOKEN"])',),
)

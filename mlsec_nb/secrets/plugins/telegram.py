"""Telegram bot tokens."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS138",
    name="telegram-token",
    label="Telegram bot token",
    about=str(__doc__),
    harm="Whoever has it reads and writes as your bot.",
    revoke="Send /revoke to @BotFather.",
    patterns=(
        Pattern(":AA", r"\d{8,10}:AA[A-Za-z0-9_-]{32,35}", fixed=12, left=r"(?:(?<![A-Za-z0-9_])|(?<=bot))"),
    ),
    bad=(
        'bot = telegram.Bot(token="{digits:10}:AA{word:33}")',
        'requests.get("https://api.telegram.org/bot{digits:10}:AA{word:33}/sendMessage")',
    ),
    good=(
        "bot = telegram.Bot(token=TOKEN)",
        'time = "12345678:AA"',
    ),
)

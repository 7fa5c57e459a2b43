"""Passwords given to commands: ``sshpass -p``, ``mysql -p``, ``curl -u``, ``docker login -p``."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Provider

PROVIDER = Provider(
    id="MLS187",
    name="command-line-password",
    label="password on a command line",
    about=str(__doc__),
    harm="Arguments are visible to every process of the machine and stay in the notebook.",
    revoke="Change the password, and let the command ask or read it from a file or the environment.",
    bad=(
        "!sshpass -p '{alnum:16}' scp model.pt ubuntu@gpu01:/models/",
        "!curl -u jdoe:'{alnum:14}' https://api.internal/v1/data",
    ),
    good=(
        '!curl -u "$USER:$PASSWORD" https://api.internal/v1/data',
        "!mkdir -p outputs",
    ),
)

"""GitHub tokens: personal (classic and fine-grained), OAuth, app and refresh tokens."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS126",
    name="github-token",
    label="GitHub token",
    about=str(__doc__),
    harm="Whoever has it reads private code and, with write access, changes what others run.",
    revoke="Revoke it at https://github.com/settings/tokens and look through the security log.",
    patterns=(
        Pattern("ghp_", r"ghp_[A-Za-z0-9]{36,255}"),
        Pattern("gho_", r"gho_[A-Za-z0-9]{36,255}"),
        Pattern("ghu_", r"ghu_[A-Za-z0-9]{36,255}"),
        Pattern("ghs_", r"ghs_[A-Za-z0-9]{36,255}"),
        Pattern("ghr_", r"ghr_[A-Za-z0-9]{36,255}"),
        Pattern("github_pat_", r"github_pat_[A-Za-z0-9]{20,24}_[A-Za-z0-9]{50,64}"),
    ),
    bad=(
        'g = Github("ghp_{alnum:36}")',
        "!git clone https://x-access-token:github_pat_{alnum:22}_{alnum:59}@github.com/acme/ml.git",
    ),
    good=(
        "!git clone https://$GITHUB_TOKEN@github.com/acme/ml.git",
        'token = "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',
    ),
)

"""GitLab tokens: personal, project, deploy, runner, trigger and feed tokens."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS127",
    name="gitlab-token",
    label="GitLab token",
    about=str(__doc__),
    harm="Whoever has it reads private code and runs or alters pipelines.",
    revoke="Revoke it under Preferences > Access tokens and create a new one.",
    patterns=(
        Pattern("glpat-", r"glpat-[A-Za-z0-9_-]{20,64}"),
        Pattern("gldt-", r"gldt-[A-Za-z0-9_-]{20,64}"),
        Pattern("glft-", r"glft-[A-Za-z0-9_-]{20,64}"),
        Pattern("glsoat-", r"glsoat-[A-Za-z0-9_-]{20,64}"),
        Pattern("glrt-", r"glrt-[A-Za-z0-9_-]{20,64}"),
        Pattern("glcbt-", r"glcbt-[A-Za-z0-9_-]{20,64}"),
        Pattern("glptt-", r"glptt-[A-Za-z0-9_-]{20,64}"),
        Pattern("glimt-", r"glimt-[A-Za-z0-9_-]{20,64}"),
        Pattern("gloas-", r"gloas-[A-Za-z0-9_-]{20,64}"),
        Pattern("glagent-", r"glagent-[A-Za-z0-9_-]{20,64}"),
        Pattern("GR1348941", r"GR1348941[A-Za-z0-9_-]{20,50}"),
    ),
    bad=('gl = gitlab.Gitlab(private_token="glpat-{word:20}")',),
    good=(
        "gl = gitlab.Gitlab.from_config()",
        'private_token="glpat-xxxxxxxxxxxxxxxxxxxx"',
    ),
)

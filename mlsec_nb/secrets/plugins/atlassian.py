"""Tokens of Atlassian: Jira, Confluence, Bitbucket."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS128",
    name="atlassian-token",
    label="Atlassian token",
    about=str(__doc__),
    harm="Whoever has it reads and alters tickets, pages and code as you.",
    revoke="Revoke it at https://id.atlassian.com/manage-profile/security/api-tokens.",
    patterns=(
        Pattern("ATATT3", r"ATATT3[A-Za-z0-9_=-]{60,250}"),
        Pattern("ATCTT3", r"ATCTT3[A-Za-z0-9_=-]{60,250}"),
        Pattern("ATBB", r"ATBB[A-Za-z0-9]{28,40}"),
    ),
    vendors="jira confluence atlassian bitbucket".split(),
    shape=r"[A-Za-z0-9]{20,24}",
    bad=('jira = JIRA(url, basic_auth=("me@acme.io", "ATATT3{word:180}"))',),
    good=("jira = JIRA(url, basic_auth=(user, token))",),
)

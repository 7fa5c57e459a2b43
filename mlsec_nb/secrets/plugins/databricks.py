"""Databricks personal access tokens."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS118",
    name="databricks-token",
    label="Databricks token",
    about=str(__doc__),
    harm="Whoever has it runs code and reads tables in your workspace.",
    revoke="Revoke it under User settings > Developer > Access tokens and use OAuth.",
    patterns=(
        Pattern("dapi", r"dapi[0-9a-f]{32}(?:-\d)?"),
        Pattern("dkea", r"dkea[0-9a-f]{32}(?:-\d)?"),
        Pattern("dose", r"dose[0-9a-f]{32}(?:-\d)?"),
    ),
    bad=('w = WorkspaceClient(host=url, token="dapi{hex:32}")',),
    good=(
        "w = WorkspaceClient()",
        'df["adaptive"] = 1',
    ),
)

"""Tokens of Jupyter servers, in their URLs and logs."""

from __future__ import annotations

from mlsec_nb.core.finding import Severity
from mlsec_nb.secrets.provider import Provider

PROVIDER = Provider(
    id="MLS184",
    name="jupyter-token",
    label="Jupyter server token",
    about=str(__doc__),
    harm="Whoever reaches the server runs code on it.",
    revoke="Restart the server (it draws a new token) and clear the output.",
    vendors="jupyter lab tree jupyterlab notebook jupyterhub".split(),
    shape=r"[0-9a-f]{48}|[0-9a-f]{32}|[0-9a-f]{64}",
    severity=Severity.MEDIUM,
    bad=('url = "http://127.0.0.1:8888/lab?token={hex:48}"',),
    good=('url = "http://127.0.0.1:8888/lab?token=..."',),
)

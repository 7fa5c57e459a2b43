"""Session cookies of web sites."""

from __future__ import annotations

from mlsec_nb.core.finding import Severity
from mlsec_nb.secrets.provider import Provider

PROVIDER = Provider(
    id="MLS186",
    name="session-cookie",
    label="session cookie",
    about=str(__doc__),
    harm="Whoever has it is logged in as you until the session ends.",
    revoke="Log out everywhere, and clear the cell.",
    severity=Severity.MEDIUM,
    bad=('cookies = {{"sessionid": "{hex:32}"}}',),
    good=(
        'cookies = {"sessionid": session}',
        'session_id = "{hex:32}"',
    ),
)

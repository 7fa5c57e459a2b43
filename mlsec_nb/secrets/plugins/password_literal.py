"""Passwords written into code, configuration and output."""

from __future__ import annotations

from mlsec_nb.core.finding import Confidence
from mlsec_nb.secrets.provider import Provider

PROVIDER = Provider(
    id="MLS198",
    name="password-literal",
    label="hard-coded password",
    about=str(__doc__),
    harm="Everybody who sees the notebook, or any earlier version of it, can use it.",
    revoke="Change the password, and read it from the environment, a keyring or getpass().",
    confidence=Confidence.MEDIUM,
    references=("CWE-798", "CWE-312", "CWE-259"),
    bad=(
        'db_password = "HarborVelvet{digits:2}$"',
        'conn = psycopg2.connect("dbname=dwh user=analyst password={alnum:14} host=db.internal")',
        "%%writefile config.yaml\ndatabase:\n    password: {alnum:16}",
    ),
    good=(
        'password = getpass("Password: ")',
        'password = "changeme"',
        'password = "********"',
        "PASSWORD = DB_PASSWORD",
        'reset_password_url = "https://example.com/reset"',
    ),
)

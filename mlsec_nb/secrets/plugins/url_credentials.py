"""Passwords and tokens in the user part of a URL: databases, proxies, package indexes, git remotes."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Provider

PROVIDER = Provider(
    id="MLS182",
    name="url-credentials",
    label="password in a URL",
    about=str(__doc__),
    harm="URLs end up in logs, tracebacks, shell histories and package metadata.",
    revoke="Change the password, and read it from the environment, a keyring or ~/.netrc.",
    bad=(
        'engine = create_engine("postgresql://analyst:{alnum:14}@db.internal:5432/warehouse")',
        "!pip install --extra-index-url https://ci:{alnum:14}@pypi.corp.example.net/simple acme",
    ),
    good=(
        'engine = create_engine(os.environ["DATABASE_URL"])',
        'engine = create_engine(f"postgresql://{user}:{password}@{host}/{db}")',
        'engine = create_engine("postgresql://user:password@localhost:5432/mydb")',
    ),
)

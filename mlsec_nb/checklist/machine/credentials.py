"""Where credentials lie on this machine: that they are there, who can read them, how old they are.

No file is opened, no value of a variable is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mlsec_nb.checklist.machine.access import Access, access

STORES = (
    (".aws/credentials", "AWS keys", True),
    (".aws/sso/cache", "AWS sign-in sessions", False),
    (".config/gcloud/application_default_credentials.json", "Google Cloud credentials", True),
    (".config/gcloud/credentials.db", "Google Cloud sign-ins", True),
    (".azure/msal_token_cache.json", "Azure sign-ins", False),
    (".azure/accessTokens.json", "Azure tokens", True),
    (".oci/config", "Oracle Cloud keys", True),
    (".kaggle/kaggle.json", "Kaggle key", True),
    (".kaggle/access_token", "Kaggle token", True),
    (".cache/huggingface/token", "Hugging Face token", True),
    (".cache/huggingface/stored_tokens", "Hugging Face tokens", True),
    (".huggingface/token", "Hugging Face token", True),
    (".netrc", "passwords for hosts (netrc)", True),
    ("_netrc", "passwords for hosts (netrc)", True),
    (".git-credentials", "git passwords", True),
    (".config/git/credentials", "git passwords", True),
    (".config/gh/hosts.yml", "GitHub token", True),
    (".config/glab-cli/config.yml", "GitLab token", True),
    (".pypirc", "package index tokens", True),
    (".npmrc", "package registry tokens", True),
    (".docker/config.json", "container registry sign-ins", True),
    (".kube/config", "Kubernetes credentials", True),
    (".ssh/id_rsa", "SSH key", True),
    (".ssh/id_ed25519", "SSH key", True),
    (".ssh/id_ecdsa", "SSH key", True),
    (".ssh/id_dsa", "SSH key", True),
    (".databrickscfg", "Databricks token", True),
    (".snowflake/connections.toml", "Snowflake sign-in", True),
    (".snowsql/config", "Snowflake sign-in", True),
    (".pgpass", "PostgreSQL passwords", True),
    (".my.cnf", "MySQL passwords", True),
    (".boto", "cloud storage keys", True),
    (".s3cfg", "cloud storage keys", True),
    (".config/rclone/rclone.conf", "cloud storage keys", True),
    (".vault-token", "Vault token", False),
    (".terraform.d/credentials.tfrc.json", "Terraform token", True),
    (".comet.config", "Comet key", True),
    (".neptune/config", "Neptune token", True),
    (".config/openai/auth.json", "OpenAI sign-in", True),
    (".codex/auth.json", "OpenAI sign-in", True),
    (".claude/.credentials.json", "Anthropic sign-in", True),
    (".local/share/jupyter/jupyter_ai/config.json", "keys of Jupyter AI", True),
)
"""Path below the home folder, what is in it, and whether that lasts until somebody revokes it."""

SETTINGS_TOO = frozenset(
    {".npmrc", ".docker/config.json", ".my.cnf", ".boto", ".kube/config", ".snowsql/config"}
)
"""Files that may hold settings and no credential at all; they are not opened to find out."""

VARIABLES = {
    "GOOGLE_APPLICATION_CREDENTIALS": "Google Cloud key file",
    "KUBECONFIG": "Kubernetes credentials",
}
"""Environment variables that name such a file."""

SECRET_NAME = re.compile(
    r"(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|PAT|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?)(?:_|$)"
)
HARMLESS = re.compile(r"_(?:FILE|PATH|ID|URL|URI|DIR)$|^(?:JUPYTER_|JPY_|COLAB_|SSH_AUTH|GPG_)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """One place with credentials: ``place`` is below ``~``, or the variable that names it.

    ``lasting`` ones hold until somebody revokes them; a place that is not ``certain`` may hold settings only.
    """

    place: str
    what: str
    lasting: bool
    access: Access | None
    certain: bool = True


def find_stores(home: Path, environ: Mapping[str, str]) -> tuple[Store, ...]:
    """The places with credentials that are there."""
    found = [
        Store(
            place=f"~/{place}",
            what=what,
            lasting=lasting,
            access=access(home / place),
            certain=place not in SETTINGS_TOO,
        )
        for place, what, lasting in STORES
        if (home / place).exists()
    ]
    for name, what in VARIABLES.items():
        path = Path(environ[name]) if environ.get(name) else None
        if path is not None and path.is_file() and path != home / ".kube/config":
            found.append(Store(place=f"${name}", what=what, lasting=True, access=access(path)))
    return tuple(found)


def secret_variables(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Names of environment variables that hold a secret, by their names."""
    return tuple(
        sorted(
            name
            for name, value in environ.items()
            if value and SECRET_NAME.search(name.upper()) and not HARMLESS.search(name.upper())
        )
    )

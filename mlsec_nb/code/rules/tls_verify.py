"""Turning off the verification of TLS certificates.

What it does
------------
Finds ``verify=False`` and its relatives in HTTP, cloud and database clients, unverified SSL
contexts (also as the process-wide default), and environment variables with the same effect.

Why it matters
--------------
Without verification anyone on the way can replace what is downloaded: a model, a data set, a
package.

Use instead
-----------
Keep verification on. For a company's own authority pass its certificate: ``verify="ca.pem"``.

References
----------
CWE-295, https://docs.python.org/3/library/ssl.html#ssl-security
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.fixes import set_keyword
from mlsec_nb.code.rule import Assignment, Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import Value, constants, names, possibly, strings

RULE = rule(
    "MLS290",
    "tls-verify",
    "The verification of TLS certificates is turned off.",
    advice="Keep verification on; for an own authority pass its certificate, as in verify='ca.pem'.",
    references=("CWE-295",),
    controls=("DATA-05",),
    aliases=("B501", "B323"),
)
OFF = {
    "verify": False,
    "ssl": False,
    "verify_ssl": False,
    "ssl_verify": False,
    "verify_certs": False,
    "check_hostname": False,
    "use_ssl": False,
    "cert_check": False,
    "validate_certs": False,
    "tlsAllowInvalidCertificates": True,
    "tlsInsecure": True,
    "disable_ssl_certificate_validation": True,
}
CLIENTS = (
    "requests.", "httpx.", "aiohttp.", "urllib3.", "boto3.", "botocore.", "minio.", "pymongo.",
    "elasticsearch.",
    "opensearchpy.", "hvac.", "gitlab.", "ssl.", "smtplib.", "ldap3.", "websockets.", "openai.",
    "anthropic.", "kubernetes.",
    "qdrant_client.", "weaviate.", "redis.", "jira.", "atlassian.", "tornado.", "httplib2.", "s3fs.",
    "fsspec.", "?",
)  # fmt: skip
VARIABLES = {
    "PYTHONHTTPSVERIFY": ("0",),
    "GIT_SSL_NO_VERIFY": ("1", "true"),
    "NODE_TLS_REJECT_UNAUTHORIZED": ("0",),
    "CURL_CA_BUNDLE": ("",),
    "REQUESTS_CA_BUNDLE": ("",),
    "SSL_CERT_FILE": ("", "/dev/null"),
    "HF_HUB_DISABLE_SSL_VERIFY": ("1", "true"),
    "WANDB_INSECURE_DISABLE_SSL": ("1", "true"),
    "MLFLOW_TRACKING_INSECURE_TLS": ("1", "true"),
    "CONDA_SSL_VERIFY": ("false", "0"),
}
VERBS = frozenset("get post put patch delete head options request send download".split())
UNVERIFIED = ("ssl._create_unverified_context", "ssl._create_stdlib_context")
WATCH = Watch(
    calls=(*UNVERIFIED, "urllib3.disable_warnings", "requests.packages.urllib3.disable_warnings"),
    keywords=(*OFF, "cert_reqs"),
    assignments=(
        "ssl._create_default_https_context",
        "*.verify",
        "*.verify_mode",
        "*.check_hostname",
        "*.cert_reqs",
    ),
    variables=tuple(VARIABLES),
)
BAD = (
    "import requests\nr = requests.get(url, verify=False)",
    "import ssl\nssl._create_default_https_context = ssl._create_unverified_context",
    "import requests\ns = requests.Session(); s.verify = False",
    "import httpx\noptions = {'verify': False}\nclient = httpx.Client(**options)",
    "%env PYTHONHTTPSVERIFY=0",
)
GOOD = (
    "import requests\nr = requests.get(url, verify='ca.pem')",
    "model.fit(x, y, verify=False)",
    "import ssl\ncontext = ssl.create_default_context()",
)


def check(event: Call | Assignment, facts: Facts) -> Iterator[Hit]:
    """Report calls, assignments and variables that turn verification off."""
    if isinstance(event, Assignment):
        yield from _assigned(event)
        return
    name = next((name for name in event.names if name.startswith(CLIENTS)), "?")
    if name in UNVERIFIED:
        if not event.reference:
            yield Hit(f"{spoken(event)} makes a context that accepts any certificate.")
    elif name.endswith("disable_warnings"):
        yield Hit(f"{spoken(event)} hides the warnings about unverified TLS.", severity=Severity.LOW)
    elif name.startswith(CLIENTS):
        for keyword, bad in OFF.items():
            if (
                keyword in event.keywords
                and possibly(event.keywords[keyword], bad)
                and _certain(name, keyword, event.method)
            ):
                message = f"{spoken(event)} with {keyword}={bad} accepts any certificate."
                yield Hit(message, fix=set_keyword(event, keyword, str(not bad)))
                return
        if _none(event.keywords.get("cert_reqs")):
            yield Hit(f"{spoken(event)} with cert_reqs=CERT_NONE accepts any certificate.")


def _certain(name: str, keyword: str, method: str) -> bool:
    """Of a client that is not known only what means nothing else counts."""
    if not name.startswith("?") or keyword not in ("verify", "ssl", "use_ssl", "check_hostname"):
        return True
    return keyword == "verify" and method in VERBS


def _none(value: Value | None) -> bool:
    return "CERT_NONE" in strings(value) or "ssl.CERT_NONE" in names(value) or 0 in constants(value)


def _assigned(event: Assignment) -> Iterator[Hit]:
    name = event.names[0]
    if name in VARIABLES:
        if any(str(value).lower() in VARIABLES[name] for value in constants(event.value)):
            yield Hit(f"The environment variable `{name}` turns the verification of certificates off.")
    elif name == "ssl._create_default_https_context":
        if any(other in UNVERIFIED for other in names(event.value)):
            yield Hit("Every HTTPS connection of the process will accept any certificate.")
    elif name.endswith((".verify_mode", ".cert_reqs")):
        if _none(event.value):
            yield Hit(f"`{name}` set to CERT_NONE accepts any certificate.")
    elif possibly(event.value, False) and name.startswith(CLIENTS) and not name.startswith("?"):
        yield Hit(f"`{name}` set to False accepts any certificate.")

"""Data that is made public.

What it does
------------
Finds ``ACL="public-read"``, ``make_public()``, repositories created with ``private=False`` and
shell commands with the same effect.

Why it matters
--------------
Everyone can read it: data sets and models carry personal data and trade secrets.

Use instead
-----------
Leave it private and share a link that expires.

References
----------
CWE-732
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.common import inner_texts, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Shell, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import strings

RULE = rule(
    "MLS296",
    "cloud-public",
    "Data is made public.",
    advice="Keep it private; share a signed link that expires.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("CWE-732",),
    controls=("DATA-06",),
)
WATCH = Watch(
    keywords=("ACL", "acl", "predefined_acl", "ExtraArgs"),
    calls=("google.cloud.storage.*.make_public", "*.make_public", "*.make_all_public"),
    programs=("aws", "gsutil", "gcloud", "az"),
    references=False,
)
BAD = (
    "import boto3\ns3 = boto3.client('s3')\ns3.put_object(Bucket='b', Key='k', Body=b'', ACL='public-read')",
    "from google.cloud import storage\nblob = storage.Client().bucket('b').blob('k')\nblob.make_public()",
    "!aws s3 cp data.csv s3://bucket/ --acl public-read",
)
GOOD = (
    "import boto3\nboto3.client('s3').put_object(Bucket='b', Key='k', Body=b'')",
    "!aws s3 ls",
)


def check(event: Call | Shell, facts: Facts) -> Iterator[Hit]:
    """Report access for everyone."""
    if isinstance(event, Shell):
        line = " ".join(event.command.argv)
        if re.search(r"public-read|AllUsers|allUsers|--public-access (?:blob|container)", line):
            yield Hit(f"`{event.command.program}` gives everyone access.")
        return
    if event.method in ("make_public", "make_all_public"):
        yield Hit(f"{spoken(event)} gives everyone access.")
        return
    given = [text for key in ("ACL", "acl", "predefined_acl") for text in strings(event.keywords.get(key))]
    given += inner_texts(event.keywords.get("ExtraArgs"))
    if any(text.startswith(("public-", "publicRead")) or text == "allUsers" for text in given):
        yield Hit(f"{spoken(event)} gives everyone access.")

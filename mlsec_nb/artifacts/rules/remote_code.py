"""A setting makes the loader import code that comes with the model.

What it does
------------
Finds `auto_map` and `custom_pipelines` in Hugging Face settings, and mlflow models that name a
loader module or a code folder of their own.

Why it matters
--------------
Loading then imports Python files from the model's folder or from another repository, without any
pickle.

Use instead
-----------
A model of an architecture that the library knows; a reviewed copy of the code at a fixed revision.

References
----------
CWE-829, CWE-494

"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.facts import RemoteCode
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS319",
    "remote-code-setting",
    "Loading imports Python code that comes with the model.",
    severity=Severity.MEDIUM,
    advice="Read that code, pin its revision, and do not pass trust_remote_code=True before.",
    references=("CWE-829",),
    controls=("MODEL-03", "MODEL-04"),
)
LISTENS = RemoteCode
BAD = (
    ("config.json", b'{"auto_map": {"AutoModel": "modeling.Net"}}'),
    ("MLmodel", b"flavors:\n  python_function:\n    loader_module: evil\n"),
)
GOOD = (
    ("config.json", b'{"model_type": "bert"}'),
    ("MLmodel", b"flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n    code: null\n"),
)


def check(fact: RemoteCode) -> Iterator[Verdict]:
    """Report the setting."""
    yield Verdict(
        subject=f"{fact.key}:{fact.target}",
        message=f"The setting {fact.key} makes the loader import {fact.target}.",
        evidence=f"{fact.key}: {fact.target}",
        severity=Severity.HIGH if fact.severe else None,
    )

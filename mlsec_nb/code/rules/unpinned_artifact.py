"""Artefacts, data sets and pipeline components that can change under the notebook.

What it does
------------
Finds Weights & Biases artefacts without a version or with ``:latest``, ``wandb.restore``, Kubeflow
components from a branch or from a download, ``fetch_openml`` without a version, and archives fetched
by torchvision without a digest.

Why it matters
--------------
Whoever can move the alias, branch or version changes what runs here, without a trace in the notebook.

Use instead
-----------
``name:v3``; an address with the commit in it; ``version=1``; ``md5=...``.

References
----------
CWE-494, MITRE ATLAS AML.T0010, https://docs.wandb.ai/guides/artifacts/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts, Source
from mlsec_nb.code.paths import ending
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import always, is_literal, strings

RULE = rule(
    "MLS238",
    "unpinned-artifact",
    "An artefact is fetched without a version that cannot change.",
    advice="Name a version, commit or digest.",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    references=("CWE-494", "ATLAS AML.T0010"),
    controls=("MODEL-04",),
)
DIGESTS = {
    "torchvision.datasets.utils.download_and_extract_archive": ("md5", 4),
    "torchvision.datasets.utils.download_url": ("md5", 3),
    "torchtext.utils.download_from_url": ("hash_value", 3),
}
COMPONENTS = ("kfp.components.load_component_from_url", "kfp.components.load_component_from_text")
WATCH = Watch(
    calls=(
        "wandb.*.use_artifact",
        "wandb.*.artifact",
        "*.use_artifact",
        "wandb.restore",
        "sklearn.datasets.fetch_openml",
        *COMPONENTS,
        *DIGESTS,
    )
)
VERSION = re.compile(r":v\d{1,9}|@[\w.-]{1,80}|:[0-9a-f]{12,64}")
COMMIT = re.compile(r"[/@][0-9a-f]{40}(/|$)")
BAD = (
    "import wandb\nrun = wandb.init()\n"
    "artifact = run.use_artifact('team/project/model:latest', type='model')",
    "import wandb\npath = wandb.Api().artifact(f'{team}/model:latest').download()",
    "from kfp import components\n"
    "step = components.load_component_from_url('https://example.org/main/component.yaml')",
    "from sklearn.datasets import fetch_openml\nmnist = fetch_openml('mnist_784')",
)
GOOD = (
    "import wandb\nrun = wandb.init()\nartifact = run.use_artifact('team/project/model:v3')",
    "import wandb\nartifact = wandb.Artifact('model', type='model')\nwandb.log_artifact(artifact)",
    "from sklearn.datasets import fetch_openml\nmnist = fetch_openml('mnist_784', version=1)",
    f"import kfp\n"
    f"step = kfp.components.load_component_from_url('https://example.org/{'0123456789' * 4}/c.yaml')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report by kind of artefact."""
    name = call.names[0] if call.names else "?." + call.method
    if name in COMPONENTS:
        yield from _component(call, facts)
    elif name in DIGESTS:
        digest = call.get(*DIGESTS[name])
        if digest is None or always(digest, None):
            yield Hit(f"{spoken(call)} is given no digest of what it downloads.")
    elif name == "sklearn.datasets.fetch_openml":
        version = call.get("version", 1)
        if (version is None or "active" in strings(version)) and call.get("data_id") is None:
            message = f"{spoken(call)} takes the version that is active."
            yield Hit(message, severity=Severity.INFO, hygiene=True)
    elif name == "wandb.restore":
        yield Hit(f"{spoken(call)} fetches a file that nothing verifies.", confidence=Confidence.LOW)
    else:
        artifact = call.get("artifact_or_name", 0) or call.get("name", 0)
        if ending(artifact) and not VERSION.search(ending(artifact)):
            yield Hit(f"{spoken(call)} takes whatever version the name points to.")


def _component(call: Call, facts: Facts) -> Iterator[Hit]:
    if call.names[0].endswith("_text"):
        if facts.source(call.get("text", 0)) is Source.REMOTE:
            yield Hit(f"{spoken(call)} runs a component that is downloaded.", severity=Severity.MEDIUM)
        return
    url = call.get("url", 0)
    if not (is_literal(url) and all(COMMIT.search(text) for text in strings(url))):
        yield Hit(f"{spoken(call)} runs a component of an address that can change.", severity=Severity.MEDIUM)

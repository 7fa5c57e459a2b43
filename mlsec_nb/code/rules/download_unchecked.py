"""Models and code downloaded without a digest.

What it does
------------
Finds ``pooch.retrieve(known_hash=None)``, and downloads with ``urlretrieve``, ``wget``, ``gdown``
and others of a file that is a model, a pickle, an archive of wheels or a script, in a notebook
that computes no digest.

Why it matters
--------------
Such files run code when they are used; whoever changes the file at its source is not noticed.

Use instead
-----------
``pooch.retrieve(url, known_hash="sha256:...")``, or compare ``hashlib.sha256`` before use.

References
----------
CWE-494, MITRE ATLAS AML.T0010
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.paths import suffix
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import possibly

RULE = rule(
    "MLS259",
    "download-unchecked",
    "A model or script is downloaded and not compared with a digest.",
    advice="Compare a SHA-256 digest before the file is used.",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    references=("CWE-494", "ATLAS AML.T0010"),
    controls=("MODEL-04",),
    aliases=("B310",),
)
FETCHES = (
    "urllib.request.urlretrieve",
    "wget.download",
    "gdown.download",
    "gdown.cached_download",
    "torch.hub.download_url_to_file",
    "google.cloud.storage.Blob.download_to_filename",
)
POOCH = ("pooch.retrieve", "pooch.core.retrieve")
RUNNABLE = frozenset(
    ".pkl .pickle .joblib .dill .pt .pth .ckpt .bin .h5 .hdf5 .npy .npz .model .onnx .py "
    ".sh .whl .so .exe .jar".split()
)
WATCH = Watch(calls=(*FETCHES, *POOCH))
BAD = (
    "import pooch\npath = pooch.retrieve(url, known_hash=None)",
    "from urllib.request import urlretrieve\nurlretrieve('https://example.org/net.pt', 'net.pt')",
    "import gdown\ngdown.download(id=number, output='model.pkl')",
)
GOOD = (
    "import pooch\npath = pooch.retrieve(url, known_hash='sha256:' + digest)",
    "from urllib.request import urlretrieve\nurlretrieve('https://example.org/data.csv', 'data.csv')",
    "import hashlib\nfrom urllib.request import urlretrieve\n"
    "urlretrieve('https://example.org/net.pt', 'net.pt')\n"
    "assert hashlib.sha256(open('net.pt', 'rb').read()).hexdigest() == digest",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report files that run code when used, and pooch without a digest."""
    if call.names[0] in POOCH:
        if possibly(call.get("known_hash", 1), None):
            yield Hit(f"{spoken(call)} with known_hash=None takes whatever is there.")
    elif _is_runnable(call) and not any(map(facts.checks.of, (*call.args, *call.keywords.values()))):
        yield Hit(f"{spoken(call)} fetches a file that runs code when used, and nothing verifies it.")


def _is_runnable(call: Call) -> bool:
    return any(suffix(value) in RUNNABLE for value in (*call.args, *call.keywords.values()))

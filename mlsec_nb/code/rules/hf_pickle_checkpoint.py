"""Parts of transformers that unpickle.

What it does
------------
Finds ``Trainer.train(resume_from_checkpoint=...)`` with a checkpoint from elsewhere, the legacy
index of ``RagRetriever`` and the vocabulary of ``TransfoXLTokenizer``.

Why it matters
--------------
The states of optimizer, scheduler and random numbers in a checkpoint are pickles; so are the index
and the vocabulary (CVE-2023-6730 and CVE-2023-7018, before transformers 4.36).

Use instead
-----------
Resume from checkpoints of your own; load weights of others with ``from_pretrained``.

References
----------
CWE-502, CVE-2023-6730, CVE-2023-7018
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import loads, spoken
from mlsec_nb.code.facts import Facts, Source
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import constants

RULE = rule(
    "MLS253",
    "hf-pickle-checkpoint",
    "A checkpoint or index of transformers is unpickled.",
    advice="Resume from checkpoints of your own; load weights of others with from_pretrained.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("CWE-502", "CVE-2023-6730", "CVE-2023-7018"),
    aliases=("B614", "B301"),
)
RETRIEVERS = (
    "transformers.RagRetriever.from_pretrained",
    "transformers.RagTokenForGeneration.from_pretrained",
)
VOCABULARIES = (
    "transformers.TransfoXLTokenizer",
    "transformers.TransfoXLTokenizer.from_pretrained",
    "transformers.TransfoXLCorpus.from_pretrained",
)
WATCH = Watch(
    calls=("transformers.*.RagRetriever.from_pretrained", *RETRIEVERS, *VOCABULARIES),
    keywords=("resume_from_checkpoint",),
    references=False,
)
BAD = (
    "from transformers import Trainer\n"
    "from huggingface_hub import snapshot_download\n"
    "trainer = Trainer(model, args)\n"
    "path = snapshot_download('org/run', revision='0123456789abcdef0123456789abcdef01234567')\n"
    "trainer.train(resume_from_checkpoint=path)",
    "from transformers import RagRetriever\nr = RagRetriever.from_pretrained(path, index_name='legacy')",
    "from transformers import TransfoXLTokenizer\nt = TransfoXLTokenizer.from_pretrained(path)",
)
GOOD = (
    "trainer.train(resume_from_checkpoint=True)",
    "from transformers import RagRetriever\nr = RagRetriever.from_pretrained(path, index_name='exact')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report pickles of others; checkpoints of the same run are no news."""
    name = call.names[0] if call.names else ""
    if name in VOCABULARIES:
        if facts.older("transformers", "4.36") is not False:
            yield Hit(f"{spoken(call)} unpickles the vocabulary before transformers 4.36.")
    elif "Rag" in name and name.endswith("from_pretrained"):
        if "legacy" in constants(call.get("index_name")) and facts.older("transformers", "4.36") is not False:
            yield Hit(f"{spoken(call)} unpickles the legacy index.")
    elif (
        _given(call)
        and call.method == "train"
        and facts.source(call.get("resume_from_checkpoint")) is Source.REMOTE
    ):
        yield loads(
            call,
            facts,
            "unpickles the states in the checkpoint",
            name="resume_from_checkpoint",
            position=None,
            worst=Severity.HIGH,
        )


def _given(call: Call) -> bool:
    return not any(isinstance(value, bool | None) for value in constants(call.get("resume_from_checkpoint")))

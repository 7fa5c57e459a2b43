"""Models and data sets without a fixed revision.

What it does
------------
Notes loads from a hub that name no full commit. One note for each cell.

Why it matters
--------------
A branch or tag can be moved: tomorrow the same line fetches other weights, another tokenizer or
other data, by accident or on purpose.

Use instead
-----------
``revision="<40 hexadecimal digits>"``, shown on the page *Files and versions* of the repository.

References
----------
CWE-494, MITRE ATLAS AML.T0010
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.hubs import hub_name, is_fixed, is_offline
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Map, strings, truthy

RULE = rule(
    "MLS251",
    "hf-unpinned",
    "A model or data set is loaded at no fixed revision.",
    advice="Pin revision to a full commit of the repository.",
    severity=Severity.INFO,
    confidence=Confidence.MEDIUM,
    references=("CWE-494", "ATLAS AML.T0010"),
    controls=("MODEL-04", "DATA-08"),
    aliases=("B615",),
)
FIRST = {
    "transformers.*.from_pretrained": "pretrained_model_name_or_path",
    "diffusers.*.from_pretrained": "pretrained_model_name_or_path",
    "peft.*.from_pretrained": "model_id",
    "adapters.*.from_pretrained": "pretrained_model_name_or_path",
    "optimum.*.from_pretrained": "model_id",
    "setfit.*.from_pretrained": "pretrained_model_name_or_path",
    "span_marker.*.from_pretrained": "pretrained_model_name_or_path",
    "auto_gptq.*.from_quantized": "model_name_or_path",
    "awq.*.from_quantized": "model_path",
    "unsloth.*.from_pretrained": "model_name",
    "ctransformers.*.from_pretrained": "model_path_or_repo_id",
    "tokenizers.Tokenizer.from_pretrained": "identifier",
    "datasets.load_dataset": "path",
    "datasets.load_dataset_builder": "path",
    "evaluate.load": "path",
    "sentence_transformers.SentenceTransformer": "model_name_or_path",
    "sentence_transformers.CrossEncoder": "model_name",
    "vllm.LLM": "model",
    "huggingface_hub.hf_hub_download": "repo_id",
    "huggingface_hub.snapshot_download": "repo_id",
    "huggingface_hub.cached_download": "url",
    "huggingface_hub.hf_hub_url": "repo_id",
    "huggingface_hub.HfApi.hf_hub_download": "repo_id",
    "huggingface_hub.HfApi.snapshot_download": "repo_id",
    "huggingface_hub.*.from_pretrained": "pretrained_model_name_or_path",
    "huggingface_hub.from_pretrained_keras": "repo_id",
    "keras_hub.*.from_preset": "preset",
    "keras_nlp.*.from_preset": "preset",
    "modelscope.snapshot_download": "model_id",
    "modelscope.hub.snapshot_download.snapshot_download": "model_id",
    "spacy_huggingface_hub.load": "name",
    "langchain*.HuggingFaceEmbeddings": "model_name",
    "langchain*.HuggingFaceBgeEmbeddings": "model_name",
    "langchain*.HuggingFaceInstructEmbeddings": "model_name",
    "llama_index.*.HuggingFaceEmbedding": "model_name",
}
BUILDERS = frozenset(
    "csv json text parquet arrow pandas sql imagefolder audiofolder videofolder webdataset xml "
    "spark generator".split()
)
"""Data sets that are made from files of one's own."""
VERSIONED = {
    "kagglehub.model_download": "handle",
    "kagglehub.dataset_download": "handle",
    "timm.create_model": "model_name",
    "open_clip.create_model": "model_name",
    "open_clip.create_model_and_transforms": "model_name",
    "open_clip.create_model_from_pretrained": "model_name",
}
OPEN = {
    "kagglehub": re.compile(r"[\w.-]+(?:/(?!versions/)[\w.-]+){1,3}$"),
    "timm": re.compile(r"hf[-_]hub:[^@]+$"),
    "open_clip": re.compile(r"hf-hub:[^@]+$"),
}
"""What a handle without a version looks like."""
PIPELINE = "transformers.pipeline"
WATCH = Watch(calls=(*FIRST, PIPELINE, *VERSIONED))
BAD = (
    "from transformers import AutoModel\nm = AutoModel.from_pretrained('org/net')",
    "from transformers import BertModel\nm = BertModel.from_pretrained('bert-base-uncased', revision='v1.0')",
    "from datasets import load_dataset\nd = load_dataset('org/set', split='train')",
    "from huggingface_hub import hf_hub_download\np = hf_hub_download(repo_id='org/net', filename='w.bin')",
    "from transformers import pipeline\np = pipeline('text-generation', model='org/net')",
)
GOOD = (
    "from transformers import AutoModel\n"
    "m = AutoModel.from_pretrained('org/net', revision='0123456789abcdef0123456789abcdef01234567')",
    "from transformers import AutoModel\nm = AutoModel.from_pretrained('./model')",
    "from transformers import AutoModel\nm = AutoModel.from_pretrained('/opt/models/net')",
    "from transformers import AutoModel\nm.save_pretrained('out')\nm = AutoModel.from_pretrained('out')",
    "from datasets import load_dataset\nd = load_dataset('csv', data_files='d.csv')",
    "from transformers import AutoModel\nm = AutoModel.from_pretrained(name)",
    "from transformers import AutoModel\nm = AutoModel.from_pretrained('results/checkpoint-500')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Note what is fetched by a name that can be moved."""
    name = call.names[0]
    if is_offline(call) or is_fixed(call, "revision") or _runs_code(call):
        return
    if name == PIPELINE:
        model = hub_name(call.get("model", 1), facts)
    elif name in VERSIONED:
        handles = strings(call.get(VERSIONED[name], 0))
        model = next((text for text in handles if OPEN[name.partition(".")[0]].match(text)), "")
    elif name.startswith("peft."):
        model = hub_name(call.get("model_id", 1), facts) or hub_name(call.get("model_id", 0), facts)
    else:
        model = hub_name(call.get(_parameter(name), 0), facts)
    if not model or (name.startswith("datasets.") and model in BUILDERS):
        return
    yield Hit(
        f"{spoken(call)} takes `{model}` at whatever revision is there.",
        hygiene=True,
        controls=("DATA-08",) if _is_data(call) else ("MODEL-04",),
    )


def _is_data(call: Call) -> bool:
    """Whether a data set is fetched rather than a model."""
    kind = set(strings(call.get("repo_type")))
    return "dataset" in kind or call.names[0].startswith(("datasets.", "kagglehub.dataset"))


def _runs_code(call: Call) -> bool:
    """Whether the code of the repository is run, which ``hf-remote-code`` reports."""
    options = [atom.items for atom in call.get("model_kwargs") or () if isinstance(atom, Map)]
    given = [call.get("trust_remote_code"), *(inner.get("trust_remote_code") for inner in options)]
    return any(map(truthy, given))


def _parameter(name: str) -> str:
    if name in FIRST:
        return FIRST[name]
    package, tail = name.partition(".")[0], name.rpartition(".")[2]
    return FIRST.get(f"{package}.*.{tail}", "model_name" if package.startswith("langchain") else "")

"""Code that a model or data set brings along.

What it does
------------
Finds ``trust_remote_code=True`` in a call of anything, also inside ``model_kwargs``, on the command
line and as an environment variable; ``custom_pipeline`` of diffusers; ``load_tool`` and
``Tool.from_hub``.

Why it matters
--------------
The Python files in the repository are downloaded and run. Without a pinned revision the owner of
the repository, or whoever takes it over, decides tomorrow what runs here.

Use instead
-----------
A model that the library supports itself. Otherwise read the code and pin ``revision`` and
``code_revision`` to a full commit.

References
----------
CWE-94, MITRE ATLAS AML.T0010, https://huggingface.co/docs/transformers/custom_models
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.hubs import is_fixed
from mlsec_nb.code.rule import Assignment, Call, Hit, Shell, Watch, rule
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import Map, Value, always, constants, is_literal, truthy

RULE = rule(
    "MLS250",
    "hf-remote-code",
    "Code from a model or data set repository is run.",
    advice="Use a model the library supports itself, or read the code and pin revision to a full commit.",
    references=("CWE-94", "ATLAS AML.T0010"),
    aliases=("B615",),
)
NESTED = (
    "model_kwargs",
    "tokenizer_kwargs",
    "config_kwargs",
    "processor_kwargs",
    "automodel_args",
    "model_args",
    "hf_kwargs",
    "loader_kwargs",
    "dataset_kwargs",
    "load_kwargs",
    "pipeline_kwargs",
    "from_pretrained_kwargs",
)
TOOLS = (
    "transformers.load_tool",
    "transformers.agents.load_tool",
    "transformers.tools.load_tool",
    "transformers.Tool.from_hub",
    "transformers.agents.Tool.from_hub",
    "smolagents.load_tool",
    "smolagents.Tool.from_hub",
    "smolagents.ToolCollection.from_hub",
    "smolagents.MultiStepAgent.from_hub",
    "smolagents.CodeAgent.from_hub",
)
VARIABLES = ("HF_DATASETS_TRUST_REMOTE_CODE", "TRUST_REMOTE_CODE", "VLLM_TRUST_REMOTE_CODE")
OPTION = re.compile(
    r"(?:^--trust[-_]remote[-_]code$|^--trust[-_]remote[-_]code=(\w+)|,trust_remote_code=(?=true))"
)
WATCH = Watch(
    calls=TOOLS,
    keywords=("trust_remote_code", "custom_pipeline", "trust_repo_code", *NESTED),
    assignments=("*.HF_DATASETS_TRUST_REMOTE_CODE", "*.trust_remote_code"),
    variables=VARIABLES,
    programs=("*",),
)
BAD = (
    "from transformers import AutoModel\nm = AutoModel.from_pretrained('org/net', trust_remote_code=True)",
    "from datasets import load_dataset\no = {'trust_remote_code': True}\nd = load_dataset('org/set', **o)",
    "from langchain_huggingface import HuggingFaceEmbeddings\n"
    "e = HuggingFaceEmbeddings(model_name='org/net', model_kwargs={'trust_remote_code': True})",
    "from diffusers import DiffusionPipeline\n"
    "p = DiffusionPipeline.from_pretrained(path, custom_pipeline='someone/pipeline')",
    "from smolagents import load_tool\ntool = load_tool('org/tool', trust_remote_code=True)",
    "!vllm serve org/net --trust-remote-code",
    "!lm_eval --model hf --model_args pretrained=org/net,trust_remote_code=True",
)
GOOD = (
    "from transformers import AutoModel\nm = AutoModel.from_pretrained(path, trust_remote_code=False)",
    "cfg = dict(trust_remote_code=False)",
    "!python train.py --trust_remote_code False",
    "pipe = build(model_kwargs={'torch_dtype': 'auto'})",
)


def check(event: Call | Assignment | Shell, facts: Facts) -> Iterator[Hit]:
    """Report remote code that is allowed; a full commit lowers it."""
    if isinstance(event, Shell):
        if event.site is None or event.pipeline:
            yield from _in_shell(event)
    elif isinstance(event, Assignment):
        if any(str(value).lower() in ("1", "true", "yes") for value in constants(event.value)):
            yield Hit(f"`{event.names[0]}` lets every data set and model run its own code.")
    else:
        yield from _in_call(event, facts)


def _in_shell(shell: Shell) -> Iterator[Hit]:
    words = shell.command.argv[1:]
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        match = OPTION.search(word.lower())
        if match and (match[1] or following.lower()) not in ("false", "0", "no"):
            yield Hit(f"`{shell.command.program}` runs the code in the repository of the model.")
            return


def _in_call(call: Call, facts: Facts) -> Iterator[Hit]:
    trusted = [call.keywords.get("trust_remote_code")]
    trusted += [_entry(call.keywords.get(name)) for name in NESTED]
    if any(_allows(value) for value in trusted):
        if is_fixed(call, "revision"):
            yield Hit(
                f"{spoken(call)} runs the code in the repository, at a fixed commit.",
                severity=Severity.MEDIUM,
            )
        elif facts.older("datasets", "4.0") is False and "load_dataset" in spoken(call):
            yield Hit(f"{spoken(call)} is told to run code; this version ignores it.", severity=Severity.INFO)
        else:
            yield Hit(f"{spoken(call)} runs the Python files in the repository it loads.")
        return
    pipeline = call.keywords.get("custom_pipeline")
    if pipeline is not None and not always(pipeline, None) and _of_diffusers(call):
        yield Hit(f"{spoken(call)} downloads and runs the pipeline's Python file.")
    elif call.names and call.names[0] in TOOLS and not always(call.get("trust_remote_code"), False):
        yield Hit(f"{spoken(call)} downloads and runs the tool's Python file.")


def _of_diffusers(call: Call) -> bool:
    return not call.names or any(name.startswith(("diffusers.", "builtins.dict", "?")) for name in call.names)


def _entry(value: Value | None) -> Value | None:
    for atom in value or ():
        if isinstance(atom, Map) and "trust_remote_code" in atom.items:
            return atom.items["trust_remote_code"]
    return None


def _allows(value: Value | None) -> bool:
    """Whether it is true, or computed: an unknown parameter is judged where it is given."""
    return truthy(value) or (bool(value) and not is_literal(value))

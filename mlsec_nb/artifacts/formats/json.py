"""JSON that model loaders obey: Keras configurations, skops schemas, Hugging Face settings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Broken, Fact, Gap, Label, RemoteCode, Template
from mlsec_nb.artifacts.formats.keras import read_config
from mlsec_nb.artifacts.formats.skops import read_schema
from mlsec_nb.artifacts.job import Job

MAX_JSON = 64 << 20
_INERT = re.compile(
    rb'\s*\{\s*"(?:learner|version|weight_map|oblivious_trees|added_tokens|truncation|features_info)"'
)
"""How booster models, tokenizers and shard indexes begin: data, however large."""


def read(blob: Blob, job: Job) -> Iterator[Fact]:
    """Recognise whose JSON it is, and look at what that loader would act on."""
    head = blob.read(0, 256)
    if len(blob) > 1 << 20 and _INERT.match(head):
        yield Label(text="JSON data")
        return
    if len(blob) > MAX_JSON:
        yield Gap(what="the JSON file", why=f"it is larger than {MAX_JSON >> 20} MiB")
        return
    try:
        values = _values(blob.read().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        yield Broken(what="the JSON file", why=str(error)[:200])
        return
    yield Label(text="JSON" if len(values) == 1 else "JSON Lines")
    for value in values:
        yield from read_value(value, job)


def _values(text: str) -> list[Any]:
    """The document, or those of JSON Lines (https://jsonlines.org), of which each line is one."""
    try:
        return [json.loads(text)]
    except json.JSONDecodeError as error:
        if not error.msg.startswith("Extra data") or text[: error.pos].strip(" \t\r").count("\n") != 1:
            raise
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def read_value(value: Any, job: Job) -> Iterator[Fact]:
    """The facts in a parsed JSON document."""
    if not isinstance(value, Mapping):
        return
    if "__loader__" in value:
        yield Label(text="skops schema")
        yield from read_schema(value, job.judge)
    if "class_name" in value or "module" in value or "keras_version" in value:
        yield Label(text="Keras configuration")
        yield from read_config(value, job.judge)
    yield from _hugging_face(value)


def _hugging_face(value: Mapping[str, Any]) -> Iterator[Fact]:
    auto_map = value.get("auto_map")
    if isinstance(auto_map, Mapping):
        for target in _texts(list(auto_map.values())):
            yield RemoteCode(key="auto_map", target=target, severe="--" in target)
    for pipelines in _mappings(value.get("custom_pipelines")):
        yield RemoteCode(key="custom_pipelines", target=str(pipelines.get("impl", ""))[:200])
    template = value.get("chat_template")
    named = template if isinstance(template, list) else [{"name": "", "template": template}]
    for item in named:
        text = item.get("template") if isinstance(item, Mapping) else None
        if isinstance(text, str):
            yield Template(where=f"chat_template {item.get('name', '')}".strip(), text=text)


def _texts(values: list[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value[:200]
        elif isinstance(value, list):
            yield from _texts(value[:20])


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return (
        [item for item in value.values() if isinstance(item, Mapping)] if isinstance(value, Mapping) else []
    )

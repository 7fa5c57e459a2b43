"""Keras configurations, wherever they are kept: layers that are, or name, code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mlsec_nb.artifacts.facts import Fact, Gap, Layer
from mlsec_nb.artifacts.pickles.machine import Judge

LAMBDAS = frozenset({"Lambda", "__lambda__"})
CODE_CLASSES = frozenset({"TFSMLayer", "TorchModuleWrapper", "TensorFlowOpLayer", "FlaxLayer", "JaxLayer"})
"""Layers that load another model or unpickle a module when they are made."""

OWN_MODULES = (
    "keras", "tf_keras", "tensorflow.keras", "tensorflow.python.keras", "keras_hub", "keras_cv", "keras_nlp",
    "tensorflow.python.trackable", "tensorflow_addons",
)  # fmt: skip
GADGETS = frozenset(
    """
    keras.utils.get_file keras.src.utils.file_utils.get_file keras.config.enable_unsafe_deserialization
    keras.src.saving.serialization_lib.enable_unsafe_deserialization keras.config.set_backend
    keras.saving.load_model keras.models.load_model keras.saving.load_weights
    keras.src.utils.dataset_utils.index_directory keras.utils.audio_dataset_from_directory
    keras.utils.config_utils.enable_unsafe_deserialization
    """.split()
)
"""Functions of Keras itself that a configuration has no reason to name."""

PATH_KEYS = frozenset(
    {"vocabulary", "filepath", "cachedir", "cache_dir", "fname", "origin", "sparse_vocabulary"}
)
MAX_NODES = 200_000


def read_config(config: Any, judge: Judge) -> Iterator[Fact]:
    """Walk a configuration of any depth without recursion."""
    pending = [(config, "")]
    for count in range(MAX_NODES):
        if not pending:
            return
        value, path = pending.pop()
        if isinstance(value, Mapping):
            yield from _node(value, path, judge)
            pending += [
                (inner, f"{path}.{key}"[-200:])
                for key, inner in value.items()
                if isinstance(inner, (dict, list))
            ]
        elif isinstance(value, list):
            pending += [(inner, path) for inner in value if isinstance(inner, (dict, list))]
        if count == MAX_NODES - 1:
            yield Gap(what="the rest of the Keras configuration", why="it is too large")


def _node(node: Mapping[str, Any], path: str, judge: Judge) -> Iterator[Fact]:
    name, module = node.get("class_name"), node.get("module")
    given = node.get("config")
    if isinstance(name, str):
        plain = name.rsplit(">", 1)[-1]
        if plain in LAMBDAS:
            yield Layer(kind="lambda", subject=name, detail=path)
        elif plain in CODE_CLASSES:
            yield Layer(kind="loader", subject=name, detail=path)
        elif isinstance(module, str):
            yield from _module(module, name, given, judge)
        elif isinstance(given, Mapping) or name == "function":
            yield from _custom(name, path)
    if node.get("function_type") == "lambda":
        yield Layer(kind="lambda", subject="lambda function", detail=path)
    for key in PATH_KEYS & node.keys():
        target = node[key]
        if isinstance(target, str) and (target.startswith(("/", "\\", "~", "..")) or ":" in target):
            yield Layer(kind="path", subject=f"{key} = {target[:200]}", detail=path)


def _module(module: str, name: str, given: Any, judge: Judge) -> Iterator[Fact]:
    target = given if name == "function" and isinstance(given, str) else name
    if f"{module}.{target}" in GADGETS:
        yield Layer(kind="gadget", subject=f"{module}.{target}")
    elif module in ("builtins", "__builtin__"):
        if target not in (
            "NoneType",
            "function",
            "ellipsis",
            "slice",
            "int",
            "float",
            "str",
            "bool",
            "tuple",
            "list",
        ):
            verdict = judge("builtins", str(target), 4)[0]
            yield Layer(kind="module" if verdict == "dangerous" else "custom", subject=f"builtins.{target}")
        elif name == "function" and isinstance(given, str) and given != "function":
            yield Layer(kind="custom", subject=f"builtins.{given}")
    elif not any(module == own or module.startswith(own + ".") for own in OWN_MODULES):
        verdict = judge(module, str(target), 4)[0]
        kind = {"dangerous": "module", "reflective": "module", "safe": ""}.get(verdict, "custom")
        if kind:
            yield Layer(kind=kind, subject=f"{module}.{target}")


def _custom(name: str, path: str) -> Iterator[Fact]:
    """``package>Name`` is a registered custom object; nothing is imported for it."""
    if ">" in name and not name.startswith(("keras", "Keras", "builtins", "Addons")):
        yield Layer(kind="registered", subject=name, detail=path)

"""Text that a loader obeys: MLmodel files, Jinja templates, PMML and other XML, Python source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import islice

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Code, Fact, Label, Reference, RemoteCode, Template
from mlsec_nb.artifacts.job import Job
from mlsec_nb.artifacts.pickles.codeobject import HARMFUL, SOFT, harmful, words

MAX_TEXT = 8 << 20
_FLAVOUR = re.compile(
    r"^\s*(loader_module|code|python_model|model_path|entry_point):\s*['\"]?([^'\"\n#]{1,300})", re.MULTILINE
)
_ENTITY = re.compile(rb"<!ENTITY\s+(?:%\s+)?[\w.:-]{1,100}\s+(?:SYSTEM|PUBLIC)\s[^>]{0,500}>", re.IGNORECASE)
_DTD = re.compile(
    rb"<!DOCTYPE\s+[\w.:-]{1,100}\s+(?:SYSTEM|PUBLIC\s+[\"'][^\"']{0,200}[\"'])\s+[\"'](?:https?|ftp|file):[^>]{0,300}",
    re.IGNORECASE,
)
_EXPANSION = re.compile(rb"<!ENTITY\s+[\w.:-]{1,100}\s+[\"'](?:&[\w.:-]{1,100};){4}", re.IGNORECASE)
_TORCHSCRIPT = re.compile(
    rb"\b(?:torch|aten|ops\.aten)\.(from_file|save|_save|load|load_library|_load_for)\(|ops\.(?!prim|aten|quantized|torchvision|profiler|_caffe2)(\w+)\.(\w+)\("
)


def read_mlmodel(blob: Blob, job: Job) -> Iterator[Fact]:
    """Mlflow's MLmodel names the module that the loader imports."""
    for key, value in _FLAVOUR.findall(blob.read(0, 1 << 20).decode("utf-8", "replace")):
        value = value.strip()
        if key == "loader_module" and not value.startswith("mlflow."):
            verdict = job.judge(value, "_load_pyfunc", 4)[0]
            yield RemoteCode(key=key, target=value, severe=verdict == "dangerous")
        elif key in ("code", "entry_point") and value not in ("null", "~", ""):
            yield RemoteCode(key=key, target=value)
        elif key in ("python_model", "model_path") and ("://" in value or value.startswith(("/", ".."))):
            yield Reference(kind="mlflow-path", target=value)


def read_template(blob: Blob, job: Job) -> Iterator[Fact]:
    """A file that is one Jinja template."""
    yield Template(where=job.name or "the template", text=blob.read(0, MAX_TEXT).decode("utf-8", "replace"))


def read_xml(blob: Blob, job: Job) -> Iterator[Fact]:
    """XML is read by parsers that may fetch what entities name."""
    window = blob.read(0, MAX_TEXT)
    yield Label(text="PMML" if b"<PMML" in window[:4096] else "XML")
    for match in [*islice(_ENTITY.finditer(window), 5), *islice(_DTD.finditer(window[:65_536]), 1)]:
        yield Reference(
            offset=match.start(), kind="xml-entity", target=match[0].decode("utf-8", "replace")[:200]
        )
    if _EXPANSION.search(window):
        yield Reference(kind="xml-expansion", target="entities that expand to many others")


def read_python(blob: Blob, job: Job) -> Iterator[Fact]:
    """Python source that comes with a model; judged by the names it uses, never run."""
    source = blob.read(0, MAX_TEXT)
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        found = harmful(words(source))
    else:
        found = _dangerous_names(tree, job)
    yield Code(kind="Python source", subject=job.name, dangerous=found)


def _dangerous_names(tree: ast.Module, job: Job) -> tuple[str, ...]:
    names: dict[str, str] = {}
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update({(alias.asname or alias.name.partition(".")[0]): alias.name for alias in node.names})
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update({(a.asname or a.name): f"{node.module}.{a.name}" for a in node.names})
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            path = _dotted(node.func, names)
            last = path.rpartition(".")[2]
            if last in HARMFUL - SOFT and job.judge(*_split(path), 4)[0] == "dangerous":
                found.add(path)
    return tuple(sorted(found))


def _dotted(node: ast.expr, names: dict[str, str]) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ".".join(reversed(parts))
    return ".".join([names.get(node.id, node.id), *reversed(parts)])


def _split(path: str) -> tuple[str, str]:
    module, _, name = path.rpartition(".")
    return module or "builtins", name


def read_torchscript(blob: Blob, job: Job) -> Iterator[Fact]:
    """TorchScript's own language; operators that reach files are what to look for."""
    source = blob.read(0, MAX_TEXT)
    calls = {match[0].decode().rstrip("(") for match in _TORCHSCRIPT.finditer(source)}
    risky = tuple(sorted(call for call in calls if not call.startswith("ops.")))
    if risky:
        yield Code(kind="TorchScript", subject=job.name, dangerous=risky, runs=True)


def read_bytecode(blob: Blob, job: Job) -> Iterator[Fact]:
    """A compiled module: only its names are looked at."""
    yield Code(kind="Python bytecode", subject=job.name, dangerous=harmful(words(blob.read(0, MAX_TEXT))))

"""Assistants that read cells, and where they send them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from mlsec_nb.checklist.machine import Machine
from mlsec_nb.checklist.machine.process import read
from mlsec_nb.checklist.marks import Mark, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.core.measured import Measurement

ASSISTANTS = frozenset(
    "jupyter-ai jupyter-ai-magics jupyter-ai-agents jupyter-ai-jupyternaut jupyterlite-ai "
    "notebook-intelligence mito-ai codeium-jupyter jupyterlab-tabnine jupyter-copilot jupyter-ext-ai "
    "jupyter-mcp-server jupyter-server-mcp jupyterlab-magic-wand jupyternaut chapyter".split()
)
"""Distributions, and extensions by normalised name."""

MAGIC = re.compile(r'"%{1,2}ai[ \\"\n]|%load_ext (?:jupyter_ai|jupyter_ai_magics|chapyter)\b')
LOCAL = frozenset({"ollama", "gpt4all", "lmstudio", "llamacpp", "llama-cpp"})
CONFIGS = (
    (".local/share/jupyter/jupyter_ai/config.json", ("model_provider_id",)),
    (".jupyter/nbi/config.json", ("chat_model", "provider")),
)
"""Settings of assistants below the home folder, and where in them the provider is named."""

SENSITIVE = ("MLS1", "MLS6")
"""Families of rules about secrets and personal data."""


def look(situation: Situation) -> Observation:
    """Look for extensions, packages and magics of assistants, and for what they could read here."""
    found = sorted(set(_found(situation)))
    if not found:
        return Observation(
            outcome=Outcome.NOT_APPLICABLE,
            summary="No assistant was found among packages, extensions and magics.",
            limits="Assistants of the browser and of other editors cannot be seen.",
        )
    approved = situation.params.get("approved")
    known = {str(name).lower() for name in approved} if isinstance(approved, list) else set()
    providers = _providers(situation.machine)
    remote = not providers or not providers <= LOCAL
    sensitive = remote and _sensitive(situation)
    marks = [_judge(name, approved=name in known, sensitive=sensitive) for name in found]
    marks += [
        mark(Outcome.PASS, f"provider: {name}", kind="setting", ref="provider") for name in sorted(providers)
    ]
    return observe(
        marks, good=f"{', '.join(found)}: approved in mlsec.toml, or with nothing sensitive to read."
    )


def _judge(name: str, *, approved: bool, sensitive: bool) -> Mark:
    if approved:
        return mark(Outcome.PASS, f"{name} is approved in mlsec.toml", kind="package", ref=name)
    if sensitive:
        says = f"{name} is there, its provider may be remote, and this project holds secrets or personal data"
        return mark(Outcome.FAIL, says, kind="package", ref=name)
    says = f"{name} is there: confirm its provider, what it may read, and that its code is read"
    return mark(Outcome.ATTENTION, says, kind="package", ref=name)


def _found(situation: Situation) -> Iterator[str]:
    server = situation.server
    extensions = [name for name, on in (server.extensions if server else {}).items() if on]
    browser = [item.name for item in situation.machine.startup if item.kind == "browser"]
    names = [*situation.machine.environment.versions, *(server.versions if server else ())]
    for name in (*names, *extensions, *browser):
        parts = re.split(r"[/@]", name.replace("_", "-").replace(".", "-").lower())
        yield from (part for part in parts if part in ASSISTANTS)
    for path in situation.files.glob("*.ipynb"):
        if MAGIC.search(situation.files.text(path) or ""):
            yield "%ai"
    if situation.kernel and situation.kernel.front_end == "colab":
        yield "Gemini in Colab"


def _providers(machine: Machine) -> set[str]:
    """The providers that settings name: their first word, nothing else of the file."""
    found = set()
    for place, keys in CONFIGS:
        try:
            value = json.loads(read(machine.home / place) or "{}")
            for key in keys:
                value = value[key]
            found.add(str(value).partition(":")[0].lower()[:40])
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
    return found


def _sensitive(situation: Situation) -> bool:
    """Whether there are secrets or personal data that an assistant could read."""
    findings = any(finding.rule.startswith(SENSITIVE) for finding in situation.scan().findings)
    return findings or any(map(_is_personal, situation.measurements))


def _is_personal(measurement: Measurement) -> bool:
    return measurement.question in ("personal-data", "secrets") and bool(measurement.columns)


PROBES = (
    Probe(
        id="env.ai_assistants",
        title="Assistants in the notebook",
        look=look,
        needs=frozenset({"server", "kernel", "folder", "scan", "measurements"}),
        params=("approved",),
    ),
)

"""Whether the experiment has an environment of its own, and no sign of production in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from mlsec_nb.checklist.declared import declared
from mlsec_nb.checklist.machine import Machine
from mlsec_nb.checklist.marks import Mark, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation

ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://[^\s\"'<>\\)\]]{1,300}", re.IGNORECASE)
PRODUCTION = re.compile(r"(?:^|[^a-z])(?:prod|production|prd)(?:[^a-z]|$)", re.IGNORECASE)
PUBLIC = re.compile(r"[a-z][a-z0-9+.-]*://(?:docs?|www|github|gitlab|stackoverflow)\.", re.IGNORECASE)
STAGES = ("ENV", "ENVIRONMENT", "APP_ENV", "STAGE", "DEPLOYMENT", "AWS_PROFILE", "DBT_TARGET", "KUBE_CONTEXT")
"""Variables that name the stage or account that a process works with."""

MOST_NOTEBOOKS = 200


def look(situation: Situation) -> Observation:
    """Look at the environment, and for names of production in code and variables; no network is touched."""
    if declared(situation, "toy"):
        return Observation(outcome=Outcome.NOT_APPLICABLE, summary="The project declares itself a toy.")
    machine = situation.machine
    marks = [_environment(machine), *_variables(machine), *_code(situation)]
    return observe(
        marks,
        good=f"An environment of its own ({_kind(machine)}), and no sign of production.",
        subject="environment",
        limits="Networks, accounts and firewalls are not looked at.",
    )


def _kind(machine: Machine) -> str:
    container = machine.process.container
    kind = machine.environment.kind
    return container if container and kind == "system" else kind


def _environment(machine: Machine) -> Mark:
    environment = machine.environment
    ref = environment.prefix.name
    if environment.kind == "system" and not machine.process.container:
        outcome = Outcome.FAIL if machine.shared else Outcome.ATTENTION
        whose = ", which several accounts share" if machine.shared else ""
        return mark(outcome, f"the interpreter of the system is used{whose}", kind="setting", ref=ref)
    if environment.shared:
        says = "packages of the system show through into the environment"
        return mark(Outcome.ATTENTION, says, kind="setting", ref=ref)
    return mark(Outcome.PASS, f"an environment of its own: {_kind(machine)}", kind="setting", ref=ref)


def _variables(machine: Machine) -> Iterator[Mark]:
    for name in STAGES:
        if PRODUCTION.search(machine.environ.get(name, "")):
            says = f"the variable {name} names production"
            yield mark(Outcome.FAIL, says, kind="setting", ref=name)


def _code(situation: Situation) -> Iterator[Mark]:
    """Addresses of production in the cells of notebooks; the addresses themselves are not shown."""
    declared = situation.params.get("hosts")
    hosts = [str(host).lower() for host in declared] if isinstance(declared, list) else []
    for path in situation.files.glob("*.ipynb")[:MOST_NOTEBOOKS]:
        for number, source in enumerate(_sources(situation.files.text(path) or ""), 1):
            addresses = [url for url in ADDRESS.findall(source) if not PUBLIC.match(url)]
            if any(PRODUCTION.search(url) for url in addresses) or any(
                host in source.lower() for host in hosts
            ):
                says = f"{path}, cell {number}, names a host of production"
                yield mark(Outcome.FAIL, says, kind="file", ref=path)


def _sources(text: str) -> Iterator[str]:
    """The sources of code cells; those of others are counted as empty."""
    try:
        cells = json.loads(text).get("cells", []) if text else []
        for cell in cells:
            source = cell.get("source", "") if cell.get("cell_type") == "code" else ""
            yield source if isinstance(source, str) else "".join(map(str, source))
    except (ValueError, AttributeError, TypeError, RecursionError):
        return


PROBES = (
    Probe(
        id="env.isolation",
        title="An environment apart from production",
        look=look,
        needs=frozenset({"kernel", "folder"}),
        params=("hosts",),
    ),
)

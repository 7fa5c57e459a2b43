"""What starts by itself, against the list that somebody approved."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from mlsec_nb.checklist.machine.environment import normalised
from mlsec_nb.checklist.machine.startup import Item
from mlsec_nb.checklist.marks import Mark, findings, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation

PROBE = "server.startup_inventory"


def look(situation: Situation) -> Observation:
    """Look at extensions, kernels, ``.pth`` and start-up files, Python configuration."""
    if situation.machine.system.id == "emscripten":
        return Observation(outcome=Outcome.NOT_APPLICABLE, summary="The kernel runs in the browser.")
    items = [*situation.machine.startup, *_loaded(situation)]
    approved = situation.params.get("approved")
    known = set(approved) if isinstance(approved, list) else None
    marks = [_judge(item, known) for item in items]
    if known is None and items:
        marks.append(
            mark(Outcome.ATTENTION, f"{len(items)} things start by themselves, and nobody approved a list")
        )
    labels = sorted(item.label for item in items)
    return observe(
        [*marks, *findings(situation, "INFRA-11")],
        good=f"All {len(items)} things that start by themselves are approved, and unchanged.",
        counts={"items": len(items)},
        digest=hashlib.sha256("\n".join(labels).encode()).hexdigest(),
        fix=_fix(labels) if known is None or not set(labels) <= known else "",
    )


def _judge(item: Item, approved: set[str] | None) -> Mark:
    name = f"{item.kind} {item.name}"
    owner = f" (of {item.owner})" if item.owner else ""
    if item.problem:
        return _mark(Outcome.FAIL, f"{name} {item.problem}", item)
    if approved is None or item.label in approved:
        return _mark(Outcome.PASS, f"{name}{owner}", item)
    same = f"{item.kind}:{item.name}@"
    what = "has changed" if any(label.startswith(same) for label in approved) else "is new"
    return _mark(Outcome.ATTENTION, f"{name}{owner} {what} since the list was approved", item)


def _loaded(situation: Situation) -> Iterator[Item]:
    """What the server and the kernel have loaded, by version."""
    server = situation.server
    versions = {**situation.machine.environment.versions, **(server.versions if server else {})}
    for name, enabled in sorted(server.extensions.items() if server else ()):
        if enabled:
            yield Item(kind="server", name=name, digest=versions.get(normalised(name), ""))
    for name in situation.kernel.extensions if situation.kernel else ():
        package = normalised(name.partition(".")[0])
        yield Item(kind="shell", name=name, digest=versions.get(package, ""))


def _fix(labels: list[str]) -> str:
    names = ", ".join(f'"{label}"' for label in labels)
    return (
        "Read the list; remove what you do not know, and approve the rest in mlsec.toml, in the table "
        f'[checklist.thresholds."{PROBE}"]: approved = [{names}]'
    )


def _mark(outcome: Outcome, says: str, item: Item) -> Mark:
    return mark(outcome, says, kind="setting", ref=item.label)


PROBES = (
    Probe(
        id=PROBE,
        title="What starts by itself",
        look=look,
        needs=frozenset({"server", "kernel", "scan"}),
        params=("approved",),
    ),
)

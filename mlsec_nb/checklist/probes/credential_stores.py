"""Credentials that lie on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mlsec_nb.checklist.machine.credentials import Store
from mlsec_nb.checklist.marks import Mark, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation

MANY = 5
"""Secret-like variables from which the environment holds many of them."""


def look(situation: Situation) -> Observation:
    """Look at presence, mode and age of credential files, and at names of variables; no value is read."""
    machine = situation.machine
    if not machine.home.is_dir():
        return not_looked("There is no home folder to look at.")
    marks = [found for store in machine.stores for found in _judge(store, situation.now)]
    names = machine.secret_variables
    if len(names) > MANY:
        says = f"{len(names)} environment variables look like secrets"
        marks.append(mark(Outcome.ATTENTION, says, kind="setting", ref=", ".join(names[:10])))
    return observe(
        marks,
        good="No file with lasting credentials lies in a known place.",
        counts={"stores": len(machine.stores), "variables": len(names)},
        subject="environment",
    )


def _judge(store: Store, now: datetime) -> Iterator[Mark]:
    seen = store.access
    if seen is None:
        yield _mark(Outcome.ATTENTION, store, f"{store.what}: who can read it cannot be seen here")
        return
    days = max(0, int((now.timestamp() - seen.modified) // 86_400))
    facts = f"mode {seen.octal}, {days} days old"
    if seen.readable and store.certain:
        yield _mark(Outcome.FAIL, store, f"{store.what}: {seen.readable} can read it ({facts})")
    elif seen.readable:
        yield _mark(
            Outcome.ATTENTION, store, f"{store.what}, if there are any: {seen.readable} can read it ({facts})"
        )
    elif store.lasting:
        yield _mark(Outcome.ATTENTION, store, f"{store.what} without an end that can be seen ({facts})")
    else:
        yield _mark(Outcome.PASS, store, f"{store.what} for a session ({facts})")


def _mark(outcome: Outcome, store: Store, says: str) -> Mark:
    return mark(outcome, f"{store.place}: {says}", kind="file", ref=store.place)


PROBES = (
    Probe(
        id="env.credential_stores",
        title="Credentials on this machine",
        look=look,
        needs=frozenset({"kernel"}),
    ),
)

"""Running the probes that controls ask for: each once, the costly ones only when that is wanted."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mlsec_nb.checklist.load import ATTEST
from mlsec_nb.checklist.model import Answer, Control, Observation
from mlsec_nb.checklist.probe import Probe, not_looked, run_probe
from mlsec_nb.checklist.probes import probes
from mlsec_nb.checklist.situation import Situation

Progress = Callable[[int, int, str], None]
"""Called before each probe with its number (from 0), how many there are, and what it looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """How to look.

    Attributes
    ----------
    thresholds
        Parameters by probe.
    vantage
        Where this happens: ``cli``, ``kernel`` or ``server``.
    demand
        Whether costly probes run as well.
    progress
        Told of each probe before it runs.
    cancelled
        Asked before each probe whether to stop.
    """

    thresholds: Mapping[str, Mapping[str, Any]]
    vantage: str = "cli"
    demand: bool = False
    progress: Progress | None = None
    cancelled: Callable[[], bool] = lambda: False


def look(controls: Iterable[Control], situation: Situation, how: Looking) -> list[Answer]:
    """The answers of the probes; none for controls whose probe is not run."""
    asked = [(control, probe) for control in controls if (probe := _to_run(control, how))]
    seen: dict[tuple[str, str], Observation] = {}
    answers = []
    for number, (control, probe) in enumerate(asked):
        if how.cancelled():
            break
        if how.progress:
            how.progress(number, len(asked), probe.title)
        params = {**how.thresholds.get(probe.id, {}), **control.params}
        key = (probe.id, repr(sorted(params.items())))
        if key not in seen:
            seen[key] = run_probe(probe, replace(situation, params=params))
        answers.append(
            Answer(
                control=control.id,
                observation=seen[key],
                at=seen[key].at or situation.now,
                ruleset=ruleset_of(probe),
                question=question_of(control),
                vantage=how.vantage,
            )
        )
    return answers


def blank(control: Control, how: Looking) -> Observation:
    """What there is to say of a control for which no probe was run."""
    if control.probe == ATTEST:
        return not_looked("Only a person can answer this: attest it.")
    if control.probe not in probes():
        return not_looked(f"This version has no probe {control.probe!r}.")
    if probes()[control.probe].tier == "demand" and not how.demand:
        return not_looked("This takes longer and runs when asked for: `--demand`.")
    return not_looked("The run was cancelled before.")


def ruleset_of(probe: Probe) -> str:
    """A digest of what decides an observation: the probe's module, and the rules that it rests on."""
    from mlsec_nb.ruleset import ruleset

    source = getattr(sys.modules.get(probe.look.__module__), "__file__", None)
    digest = hashlib.blake2b(digest_size=6)
    if source:
        with open(source, "rb") as file:
            digest.update(file.read())
    if "scan" in probe.needs:
        digest.update(ruleset().encode())
    return digest.hexdigest()


def question_of(control: Control) -> str:
    """A digest of what a control asks."""
    asked = (control.probe, sorted(control.params.items()), control.passes, control.attention, control.fails)
    return hashlib.blake2b(repr(asked).encode(), digest_size=6).hexdigest()


def _to_run(control: Control, how: Looking) -> Probe | None:
    probe = probes().get(control.probe)
    return probe if probe is not None and (how.demand or probe.tier == "instant") else None

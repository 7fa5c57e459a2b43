"""What a probe is, and how one is run: an error or too long a look costs that one answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.situation import Situation

NEEDS = frozenset({"folder", "notebook", "scan", "server", "kernel", "measurements", "network"})
SECONDS = {"instant": 10.0, "demand": 600.0}
"""How long a probe may look, by tier; the scan that it may rest on is not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """Something that answers controls by looking.

    Attributes
    ----------
    id, title
        ``repo.hooks``, and what it looks at in a few words.
    look
        Looks at the situation; changes nothing.
    tier
        ``instant``: runs whenever the checklist is shown; ``demand``: only when asked for.
    needs
        Out of :data:`NEEDS`: the places it looks from.
    params
        Names of the parameters that ``mlsec.toml`` may set.
    """

    id: str
    title: str
    look: Callable[[Situation], Observation]
    tier: str = "instant"
    needs: frozenset[str] = frozenset()
    params: tuple[str, ...] = ()


def run_probe(probe: Probe, situation: Situation, *, seconds: float | None = None) -> Observation:
    """What the probe sees; an error, or more time than ``seconds`` (default: by tier), is ``UNKNOWN``."""
    limit = SECONDS[probe.tier] if seconds is None else seconds
    seen: list[Observation] = []

    def look() -> None:
        seen.append(_guarded(lambda: probe.look(situation)))

    if "scan" in probe.needs and (failed := _scan_failed(situation)):
        return failed
    thread = threading.Thread(target=look, name=f"mlsec-{probe.id}", daemon=True)
    thread.start()
    thread.join(limit)
    return seen[0] if seen else not_looked(f"It took longer than {limit:g} s and was given up.")


def _scan_failed(situation: Situation) -> Observation | None:
    """Scan now, which takes its own time; what to say when that fails."""
    try:
        situation.scan()
    except Exception as error:
        return not_looked(f"The scan failed with {type(error).__name__}.")
    return None


def _guarded(look: Callable[[], Observation]) -> Observation:
    try:
        return look()
    except Exception as error:  # its text may quote what was read: the type is enough
        return not_looked(f"The probe failed with {type(error).__name__}; please report this.")


def not_looked(why: str) -> Observation:
    """The observation of a probe that could not look."""
    return Observation(outcome=Outcome.UNKNOWN, summary="Not looked at.", why=why)

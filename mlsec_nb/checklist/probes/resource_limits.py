"""Whether work that runs away is stopped."""

from __future__ import annotations

from mlsec_nb.checklist.machine.limits import Limits
from mlsec_nb.checklist.marks import mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.servers import servers
from mlsec_nb.checklist.situation import Situation

CULLING = "MappingKernelManager.cull_idle_timeout"


def look(situation: Situation) -> Observation:
    """Look at limits of memory and processors, and at the end of idle kernels."""
    limits, idle = situation.machine.limits, _idle(situation)
    if not limits.any and _alone(situation):
        return Observation(
            outcome=Outcome.NOT_APPLICABLE, summary="A machine of one person: it exhausts only itself."
        )
    if not limits.any and idle is None:
        return not_looked("No limit is in force, and the server's settings cannot be seen from here.")
    none = Outcome.FAIL if situation.machine.shared else Outcome.ATTENTION
    less = Outcome.ATTENTION if limits.any or idle else none
    marks = [
        mark(Outcome.PASS, _shown(limits), kind="setting", ref="cgroup")
        if limits.any
        else mark(less, "neither memory nor processors are limited", kind="setting", ref="cgroup"),
        mark(Outcome.PASS, f"idle kernels end after {idle} s", kind="setting", ref=CULLING)
        if idle
        else mark(less, _unended(idle), kind="setting", ref=CULLING),
    ]
    return observe(marks, good="Idle kernels end, and a limit is in force.")


def _idle(situation: Situation) -> int | None:
    """After how many seconds idle kernels end; 0 for never, ``None`` when that is not known."""
    exact = [server for server in servers(situation) if server.exact]
    if not exact:
        return None
    seconds = exact[0].traits.get(CULLING)
    return seconds if isinstance(seconds, int) and seconds > 0 else 0


def _unended(idle: int | None) -> str:
    return "idle kernels are never ended" if idle == 0 else "whether idle kernels are ended cannot be seen"


def _alone(situation: Situation) -> bool:
    """Whether one person works here alone: one account, no container, and a server of this machine only."""
    machine = situation.machine
    return (
        not machine.shared
        and not machine.process.container
        and all(server.private for server in servers(situation))
    )


def _shown(limits: Limits) -> str:
    parts = [
        f"memory of {limits.memory / 1024**3:.1f} GiB" if limits.memory else "",
        f"{limits.cpus:g} processors" if limits.cpus else "",
        *limits.resources,
    ]
    return f"limits: {', '.join(part for part in parts if part)}"


PROBES = (
    Probe(
        id="env.resource_limits",
        title="Limits of memory, processors and idle time",
        look=look,
        needs=frozenset({"server", "kernel"}),
    ),
)

"""What a server and its pages hold on to."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from dataclasses import asdict, dataclass

import psutil
from playwright.sync_api import Page

MIB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Once all is saved and every dialog is closed. Sizes in MiB; ``heap`` after a forced collection."""

    server: float
    workers: float
    threads: int
    files: int
    sockets: int
    heap: float
    nodes: int
    listeners: int

    def __str__(self) -> str:
        return "  ".join(f"{name} {value:g}" for name, value in asdict(self).items())


def sample(server: psutil.Process, pages: list[Page]) -> Sample:
    """Kernels are left out: they belong to the user."""
    metrics = [_metrics(page) for page in pages]
    return Sample(
        server=round(server.memory_info().rss / MIB, 1),
        workers=round(sum(worker.memory_info().rss for worker in workers(server)) / MIB, 1),
        threads=server.num_threads(),
        files=server.num_fds(),
        sockets=len(server.net_connections()),
        heap=round(sum(each["JSHeapUsedSize"] for each in metrics) / MIB, 1),
        nodes=int(sum(each["Nodes"] for each in metrics)),
        listeners=int(sum(each["JSEventListeners"] for each in metrics)),
    )


def workers(server: psutil.Process) -> list[psutil.Process]:
    """The processes that scan for the server."""
    found = []
    for child in server.children():
        with contextlib.suppress(psutil.Error):  # it has just ended
            if "mlsec_nb.frontends.server.service" in child.cmdline():
                found.append(child)
    return found


def _metrics(page: Page) -> dict[str, float]:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    for _ in range(3):  # what a finalizer lets go is collected by the next
        session.send("HeapProfiler.collectGarbage")
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    return metrics


GROWTH = {
    "server": (40, 0.1),
    "workers": (120, 0.2),
    "threads": (8, 0),
    "files": (16, 0),
    "sockets": (12, 0),
    "heap": (25, 0.15),
    "nodes": (4000, 250),
    "listeners": (8000, 500),
}
"""How much more the last sample may be than the first: at once, and for each act in between.

JupyterLab itself keeps things, mostly of notebooks that were closed: without this extension, the same acts
left 0.07 MiB of heap, 160 nodes and 340 listeners each (JupyterLab 4.6).
"""


def grown(first: Sample, last: Sample, *, acts: int, without: Collection[str] = ()) -> list[str]:
    """What has grown beyond its bound in that many acts, ``without`` what is not to be judged."""
    before, after = asdict(first), asdict(last)
    return [
        f"{name}: {before[name]:g} to {after[name]:g} in {acts} acts"
        for name, (more, each) in GROWTH.items()
        if name not in without and after[name] > before[name] + more + each * acts
    ]

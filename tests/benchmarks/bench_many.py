"""How a scan grows with the number of notebooks and workers, and what is remembered.

    python -m tests.benchmarks.bench_many FOLDER [--notebooks N ...] [--cluster]

Copies of the notebooks below the folder, each with a cell of its own so that none is a duplicate,
are scanned:

* by one worker and by two, wall time, with results compared;
* cold and warm, CPU time, with a cache;
* on a Dask cluster of this machine with one worker and with two, processes of their own (``--cluster``);
* N notebooks as JSON Lines, for each N that is given: CPU time a notebook and the largest memory.

Printed are seconds and ratios; ratios are what holds on another machine.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COPIES = 4
"""Copies of each notebook for the comparison of workers: enough work that starting them does not count."""


def copies(sources: list[Path], number: int, folder: Path) -> None:
    """Write ``number`` notebooks, each different from all others."""
    loaded = [path.read_bytes() for path in sources]
    for index in range(number):
        data = loaded[index % len(loaded)]
        mark = json.dumps(f"copy {index}").encode()
        below = folder / f"{index // 1000:04}"
        below.mkdir(exist_ok=True)
        (below / f"{index:07}.ipynb").write_bytes(
            data.replace(b'"metadata"', b'"copy": ' + mark + b', "metadata"', 1)
        )


def scan(folder: Path, *options: str) -> tuple[float, float, int, str]:
    """Scan in a process of its own: wall and CPU seconds, largest memory in MB, a digest of the findings."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as output:
        command = [sys.executable, "-m", "mlsec_nb", "scan", str(folder), "--format", "jsonl", "--quiet"]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run([*command, "--output", output.name, *options], check=False, stderr=subprocess.DEVNULL)
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        lines = sorted(Path(output.name).read_bytes().splitlines())
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, after.ru_maxrss // 1024, hashlib.sha256(b"\n".join(lines)).hexdigest()[:12]


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A Dask scheduler and its workers; the address."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scheduler.json"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        program = [
            sys.executable,
            "-m",
            "distributed.cli.dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
        ]
        running = [subprocess.Popen([*program, "--no-dashboard", "--scheduler-file", str(file)], **quiet)]
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(file)]
        worker += ["--nthreads", "1", "--no-nanny", "--no-dashboard"]
        running += [subprocess.Popen(worker, **quiet) for _ in range(workers)]
        while not file.exists():
            time.sleep(0.1)
        time.sleep(5)  # until the workers are there
        yield json.loads(file.read_text())["address"]
        for process in running:
            process.kill()
            process.wait()


def compare_workers(folder: Path, *, on_cluster: bool) -> None:
    """One worker against two."""
    rows = [("this machine", 1, scan(folder, "--jobs", "1", "--no-cache"))]
    rows += [("this machine", 2, scan(folder, "--jobs", "2", "--no-cache"))]
    for workers in (1, 2) if on_cluster else ():
        with cluster(workers) as address:
            options = ("--backend", "dask", "--scheduler", address, "--no-cache")
            rows.append(("Dask", workers, scan(folder, *options)))
    print("| workers | wall s | times one worker | same findings |\n|---|---|---|---|")
    first = {}
    for where, workers, (wall, _, _, digest) in rows:
        base, expected = first.setdefault(where, wall), rows[0][2][3]
        print(f"| {where}, {workers} | {wall:.2f} | {base / wall:.2f} | {digest == expected} |")


def compare_memory(folder: Path) -> None:
    """Cold against warm."""
    with tempfile.TemporaryDirectory() as cache:
        time.sleep(3)  # a file that was just written is not known by its times
        cold, warm = (scan(folder, "--jobs", "1", "--cache", cache) for _ in range(2))
    print("| cache | CPU s | times cold |\n|---|---|---|")
    print(f"| cold | {cold[1]:.2f} | 1.0 |\n| warm | {warm[1]:.2f} | {cold[1] / warm[1]:.1f} |")


def main() -> None:
    """Run all and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--notebooks", type=int, nargs="*", default=[100, 1_000])
    parser.add_argument("--cluster", action="store_true")
    arguments = parser.parse_args()
    sources = sorted(arguments.folder.rglob("*.ipynb"))
    with tempfile.TemporaryDirectory() as scratch:
        copies(sources, COPIES * len(sources), Path(scratch))
        compare_workers(Path(scratch), on_cluster=arguments.cluster)
        compare_memory(Path(scratch))
    print("| notebooks | CPU ms each | memory MB |\n|---|---|---|")
    for number in arguments.notebooks:
        with tempfile.TemporaryDirectory() as scratch:
            copies(sources, number, Path(scratch))
            _, cpu, memory, _ = scan(Path(scratch), "--jobs", "1", "--no-cache")
            print(f"| {number:,} | {1000 * cpu / number:.2f} | {memory} |")


if __name__ == "__main__":
    main()

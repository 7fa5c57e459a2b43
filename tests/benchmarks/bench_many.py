"""How a scan grows with workers and with the number of notebooks, and what remembering spares.

    python -m tests.benchmarks FOLDER... --workers [--repeat N] [--cluster]
    python -m tests.benchmarks FOLDER... --growth N...

Copies of the notebooks below the folders, each with a cell of its own so that none is a duplicate,
are scanned by programs of their own, as users start them:

* by one worker and by two, wall time, results compared; and, because no two cores are twice one, by two
  programs that know nothing of each other, each with half of the notebooks: no two workers can be faster;
* once on a Dask cluster of this machine, scheduler and workers as processes of their own (``--cluster``);
* cold and warm, CPU time, with a cache;
* N small notebooks as JSON Lines (:func:`growth`): CPU time a notebook and the largest memory.

What is repeated is run in turns, and the median counts: ratios are what holds on another machine.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.readme import table

COPIES = 6
"""Copies of each notebook for the comparison of workers: enough work that starting them hardly counts."""

SMALL = 64 << 10
"""Bytes of the largest notebook that is copied for growth: a hundred thousand have to fit on a disk."""

SCAN = (sys.executable, "-m", "mlsec_nb", "scan", "--format", "jsonl", "--quiet")


def copies(sources: Sequence[Path], number: int, folder: Path) -> None:
    """Write ``number`` notebooks, each different from all others; the halves ``0`` and ``1`` are alike."""
    loaded = [path.read_bytes() for path in sources]
    for index in range(number):
        turn, source = divmod(index, len(loaded))
        mark = json.dumps(f"copy {index}").encode()
        below = folder / str(turn % 2) / f"{index // 1000:04}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{index:07}.ipynb").write_bytes(
            loaded[source].replace(b'"metadata"', b'"copy": ' + mark + b', "metadata"', 1)
        )


def timed(*runs: Sequence[str]) -> float:
    """Wall seconds of programs that are started together."""
    start = time.perf_counter()
    for process in [subprocess.Popen([*SCAN, *run], stderr=subprocess.DEVNULL) for run in runs]:
        process.wait()
    return time.perf_counter() - start


def spent(*run: str) -> tuple[float, int]:
    """CPU seconds and largest memory in MB of a program."""
    process = subprocess.Popen([*SCAN, *run], stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def digest(output: Path) -> str:
    """What stands for the lines of a result, in whatever order."""
    return hashlib.sha256(b"\n".join(sorted(output.read_bytes().splitlines()))).hexdigest()


def _started(*words: str) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-m", "dask", *words]
    return subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A Dask scheduler and its workers; the address."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scheduler.json"
        common = ["--no-dashboard", "--scheduler-file", str(file)]
        running = [_started("scheduler", "--host", "127.0.0.1", "--port", "0", *common)]
        while not file.exists() or not file.stat().st_size:
            time.sleep(0.1)
        running += [_started("worker", "--nthreads", "1", "--no-nanny", *common) for _ in range(workers)]
        time.sleep(5)  # until the workers are there
        yield json.loads(file.read_text())["address"]
        for process in running:
            process.kill()
            process.wait()


def workers(folder: Path, *, repeat: int, on_cluster: bool) -> str:
    """One worker against two, in turns."""
    halves = [str(folder / half) for half in "01"]
    seconds: dict[str, list[float]] = {}
    digests = set()

    def run(name: str, *options: str) -> None:
        output = folder / "found.jsonl"
        seconds.setdefault(name, []).append(timed((*halves, *options, "--no-cache", "--output", str(output))))
        digests.add(digest(output))

    for _ in range(repeat):
        run("one process", "--jobs", "1")
        run("two workers", "--jobs", "2")
        alone = [(half, "--jobs", "1", "--no-cache", "--output", os.devnull) for half in halves]
        seconds.setdefault("two programs, half of the notebooks each", []).append(timed(*alone))
    for number in (1, 2) if on_cluster else ():
        with cluster(number) as address:
            run(f"Dask, {number}", "--backend", "dask", "--scheduler", address)
    rows = []
    for name, each in seconds.items():
        one = seconds["Dask, 1" if name.startswith("Dask") else "one process"]
        ratios = sorted(base / own for base, own in zip(one, each, strict=True))
        spread = f" ({ratios[0]:.2f} to {ratios[-1]:.2f})" if ratios[0] != ratios[-1] else ""
        rows.append(f"| {name} | {median(each):.1f} | {median(ratios):.2f}{spread} |")
    number = sum(1 for _ in folder.rglob("*.ipynb"))
    same = "the same findings each time" if len(digests) == 1 else "DIFFERENT FINDINGS"
    once = ", Dask once" if on_cluster else ""
    words = f"{number:,} notebooks, wall time, the median of {repeat}{once}; {same}:"
    return f"{words}\n\n{table('| who scans | s | times one |', rows)}"


def memory(folder: Path) -> str:
    """Cold against warm, in CPU time."""
    with tempfile.TemporaryDirectory() as cache:
        run = (str(folder / "0"), "--jobs", "1", "--cache", cache, "--output", os.devnull)
        cold, warm = (spent(*run)[0] for _ in range(2))
    words = f"With a cache, a second scan takes {warm:.2f} s of CPU instead of {cold:.2f}"
    return f"{words}: {cold / warm:.0f} times faster.\n"


def growth(sources: Sequence[Path], numbers: Sequence[int]) -> str:
    """CPU time a notebook and the largest memory, for more and more notebooks."""
    small = [path for path in sources if path.stat().st_size <= SMALL]
    rows = []
    for number in sorted(numbers):
        with tempfile.TemporaryDirectory() as scratch:
            # In a process of its own: a child's largest memory begins with its parent's.
            program = "import sys; from pathlib import Path; from tests.benchmarks.bench_many import copies; "
            program += "copies([Path(each) for each in sys.argv[3:]], int(sys.argv[1]), Path(sys.argv[2]))"
            subprocess.run(
                [sys.executable, "-c", program, str(number), scratch, *map(str, small)], check=True
            )
            seconds, peak = spent(scratch, "--jobs", "1", "--no-cache", "--output", os.devnull)
        rows.append(f"| {number:,} | {seconds:.1f} | {1000 * seconds / number:.2f} | {peak} |")
    size = sum(path.stat().st_size for path in small) / len(small) / 1000
    words = f"Small notebooks ({size:.0f} kB), one process:"
    return f"{words}\n\n{table('| notebooks | CPU s | ms each | memory MB |', rows)}"


def on_copies(sources: Sequence[Path], measure: Callable[[Path], str]) -> str:
    """What is measured on copies of the notebooks."""
    with tempfile.TemporaryDirectory() as scratch:
        copies(sources, COPIES * len(sources), Path(scratch))
        time.sleep(3)  # a file that was just written is not known by its times
        return measure(Path(scratch))

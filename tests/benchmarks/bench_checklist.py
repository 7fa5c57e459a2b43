"""How long does the checklist take on a bare notebook? Seconds of a first run, and of the next.

python -m tests.benchmarks.bench_checklist
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.notebooks import content

REPEATS = 5
TIMED = """
import sys, time
import mlsec_nb
for _ in range(2):
    start = time.perf_counter()
    report = mlsec_nb.checklist(sys.argv[1], profile="full")
    print(time.perf_counter() - start)
print(sum(each.new for each in report.controls), len(report.controls))
"""


def main() -> None:
    """Print the medians, and how many controls were looked at."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "train.ipynb").write_bytes(content("import pickle\npickle.load(open('a.pkl', 'rb'))"))
        runs = [_seconds(folder) for _ in range(REPEATS)]
    first, second = (statistics.median(run[number] for run in runs) for number in (0, 1))
    print(f"first run: {first:.2f} s, next: {second:.2f} s; {int(runs[0][2])} controls looked at")


def _seconds(folder: str) -> list[float]:
    done = subprocess.run([sys.executable, "-c", TIMED, folder], capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


if __name__ == "__main__":
    main()

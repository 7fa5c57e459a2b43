"""What the guard costs in a kernel, side by side with the guard off.

    python -m tests.benchmarks.bench_guard [REPEATS]

Both ways in turn, in many short pairs, and CPU time of the process alone, so that a busy machine is busy
for both: the median of the pairs' ratios says what the guard costs, its quartiles how sure that is.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.frontends.kernels import Kernel, running_kernel

IMPORTS = """
import time; begin = time.process_time()
import numpy, pandas, sklearn.ensemble, sklearn.linear_model
print(time.process_time() - begin)
"""
PREPARE = """
import time, pickle
import numpy as np, pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
forest = pickle.dumps(RandomForestClassifier(100).fit([[0], [1]] * 50, [0, 1] * 50))
"""
WORK = """
begin = time.process_time()
table = pd.DataFrame(np.random.default_rng(0).normal(size=(20_000, 20))).assign(g=np.arange(20_000) % 50)
table.columns = table.columns.astype(str)
table.groupby("g").mean(); table.merge(table.groupby("g").sum(), on="g").sort_values("g"); table.describe()
RandomForestClassifier(10, random_state=0).fit(table.iloc[:4_000], table.g[:4_000] > 25)
LogisticRegression().fit(table, table.g > 25)
print(time.process_time() - begin)
"""
LOADS = """
begin = time.process_time()
for _ in range(50): pickle.loads(forest)
print((time.process_time() - begin) / 50)
"""
LINE = "epoch 12/100 loss=0.1234 acc=0.98765 step=123456 The quick brown fox jumps over the lazy dog"
MEGABYTES = 10
COUNT = MEGABYTES * 1_000_000 // (len(LINE) + 1)
LINES = f"for _ in range({COUNT}): print({LINE!r})"
PIECE = f"print({LINE + chr(10)!r} * {COUNT})"
CPU = "import sys, time; sys.stdout.flush(); time.sleep(0.3); print(time.process_time())"
"""What was printed is sent by another thread of the kernel: wait for it."""
SECRETS = "my_keys = {f'api_key_{n}': __import__('secrets').token_urlsafe(32) for n in range(10)}"


def seconds(kernel: Kernel, code: str) -> float:
    begin = time.perf_counter()
    kernel.client.execute_interactive(code, output_hook=lambda _: None, timeout=600)
    return time.perf_counter() - begin


def importing(repeats: int) -> tuple[list[float], list[float]]:
    """CPU seconds in new processes."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(repeats):
        for taken, start in zip(
            times, ("import mlsec_nb", "import mlsec_nb; mlsec_nb.guard().on()"), strict=True
        ):
            done = subprocess.run(
                [sys.executable, "-c", start + IMPORTS], capture_output=True, text=True, check=True
            )
            taken.append(float(done.stdout))
    return times


def working(code: str, repeats: int) -> tuple[list[float], list[float]]:
    """CPU seconds that the code itself measures, in one kernel."""
    times: tuple[list[float], list[float]] = ([], [])
    with tempfile.TemporaryDirectory() as folder, running_kernel(Path(folder)) as kernel:
        kernel.run("%load_ext mlsec_nb", PREPARE, code)
        for _ in range(repeats):
            for taken, guard in zip(times, ("off", "on --unpickling block"), strict=True):
                kernel.run(f"%mlsec guard {guard}")
                taken.append(float(kernel.run(code).stdout))
    return times


def compare(name: str, off: list[float], on: list[float]) -> None:
    ratios = [100 * (b / a - 1) for a, b in zip(off, on, strict=True)]
    low, middle, high = statistics.quantiles(ratios, n=4)
    medians = f"off {statistics.median(off):8.4f} s   on {statistics.median(on):8.4f} s"
    print(f"{name:22} {medians}   {middle:+.1f} % ({low:+.1f} to {high:+.1f})", flush=True)


def printing(code: str, repeats: int) -> tuple[list[float], list[float]]:
    """CPU seconds of the whole kernel."""
    times: tuple[list[float], list[float]] = ([], [])
    with tempfile.TemporaryDirectory() as folder, running_kernel(Path(folder)) as kernel:
        kernel.run("%load_ext mlsec_nb", SECRETS)
        for _ in range(repeats):
            for taken, guard in zip(times, ("off", "on --outputs mask"), strict=True):
                kernel.run(f"%mlsec guard {guard}")
                begin = float(kernel.run(CPU).stdout)
                seconds(kernel, code)
                taken.append(float(kernel.run(CPU).stdout) - begin)
    return times


def cells(count: int = 100) -> list[float]:
    """Seconds from sending a cell to its reply, guard on, after ``count`` cells."""
    with tempfile.TemporaryDirectory() as folder, running_kernel(Path(folder)) as kernel:
        kernel.run("%load_ext mlsec_nb", "import pandas as pd, numpy as np")
        kernel.run("%mlsec guard on --cells block")
        return [
            seconds(kernel, f"x{n} = [n for n in range({n})]\ny{n} = sum(x{n}) + len(x{n})")
            for n in range(count)
        ]


def main(repeats: int) -> None:
    compare("imports", *importing(repeats))
    compare("tables and fits", *working(WORK, repeats))
    compare("loading a forest", *working(LOADS, repeats))
    compare(f"{MEGABYTES} MB in lines", *printing(LINES, repeats))
    compare(f"{MEGABYTES} MB in one piece", *printing(PIECE, repeats))
    took = cells()
    first, last = (1000 * statistics.median(part) for part in (took[:10], took[-10:]))
    print(f"cells 1-10: {first:.1f} ms, 91-100: {last:.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 9)

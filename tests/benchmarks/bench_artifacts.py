"""How fast are model files examined, side by side with the scanners of pickles?

    python -m tests.benchmarks.bench_artifacts [--quick] [--rivals PYTHON]

Each tool runs each workload in a process of its own, one after the other. Printed are CPU seconds
without the imports, the ratio to this project, and peak memory. Workloads:

* ``small``: 1,000 pickles of scikit-learn-like size;
* ``dicts``: one pickle of 100,000 dictionaries;
* ``objects``: one pickle of 100,000 instances of a class;
* ``joblib``, ``torch``: one file of 1 GB of numbers (a tenth with ``--quick``).

A rival that is not installed, in this Python or in that of ``--rivals``, is left out and said so; so is one
that takes longer than five minutes.
"""

from __future__ import annotations

import argparse
import collections
import io
import pickle
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

TOOLS = ("mlsec_nb", "picklescan", "modelscan", "fickling")
TIMEOUT = 300
MODULE = ("-m", "tests.benchmarks.bench_artifacts")


def small(folder: Path, _: int) -> None:
    """Many files, each with a few globals and some numbers."""
    for number in range(1_000):
        thing = collections.OrderedDict(
            (f"layer{index}", collections.Counter({f"w{n}": number * n for n in range(12)}))
            for index in range(6)
        )
        (folder / f"{number:04d}.pkl").write_bytes(pickle.dumps(thing, 4))


def dicts(folder: Path, _: int) -> None:
    """Plain data, dense in opcodes."""
    rows = [{"id": n, "name": f"item {n}", "value": n * 0.5, "pair": (n, n + 1)} for n in range(100_000)]
    (folder / "dicts.pkl").write_bytes(pickle.dumps(rows, 4))


def objects(folder: Path, _: int) -> None:
    """Instances with attributes: an import, then NEWOBJ and BUILD for each."""
    from argparse import Namespace

    things = [Namespace(number=n, name=f"item {n}") for n in range(100_000)]
    (folder / "objects.pkl").write_bytes(pickle.dumps(things, 4))


def joblib(folder: Path, size: int) -> None:
    """An array as joblib writes it: the pickled wrapper, then the bytes."""
    import joblib as library
    import numpy as np

    library.dump({"weights": np.ones(size // 8), "bias": np.zeros(3)}, folder / "model.joblib")


def torch(folder: Path, size: int) -> None:
    """A checkpoint as torch lays it out: a zip of one pickle and stored tensors."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, 2)
    pickler.dump(collections.OrderedDict(epoch=3))
    with zipfile.ZipFile(folder / "model.pt", "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        archive.writestr("model/data.pkl", out.getvalue())
        with archive.open(zipfile.ZipInfo("model/data/0"), "w", force_zip64=True) as tensor:
            for _ in range(size >> 20):
                tensor.write(bytes(1 << 20))


WORKLOADS: dict[str, Callable[[Path, int], None]] = {
    "small": small,
    "dicts": dicts,
    "objects": objects,
    "joblib": joblib,
    "torch": torch,
}


DESCRIBED = {
    "small": "1,000 small pickles",
    "dicts": "one pickle of 100,000 dictionaries",
    "objects": "one pickle of 100,000 objects",
    "joblib": "joblib, {} MB of numbers",
    "torch": "torch, {} MB of numbers",
}


def scanner(tool: str) -> Callable[[Path], object]:
    """The function of ``tool`` that scans one file."""
    if tool == "mlsec_nb":
        from mlsec_nb.artifacts.engine import examine, examine_bytes

        # Readers and rules are imported when the first file needs them.
        examine_bytes(pickle.dumps(collections.OrderedDict()), "warm.pkl")
        return examine
    if tool == "picklescan":
        from picklescan.scanner import scan_file_path

        return lambda path: scan_file_path(str(path))
    if tool == "modelscan":
        from modelscan.modelscan import ModelScan

        return lambda path: ModelScan().scan(path)
    from fickling.analysis import check_safety
    from fickling.fickle import StackedPickle

    def fickle(path: Path) -> object:
        with path.open("rb") as file:
            return [check_safety(one) for one in StackedPickle.load(file)]

    return fickle


def child(tool: str, folder: Path) -> None:
    """Scan every file of the folder and print CPU seconds and peak memory in MB."""
    scan = scanner(tool)
    paths = sorted(folder.iterdir())
    start = time.process_time()
    for path in paths:
        scan(path)
    seconds = time.process_time() - start
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)


def measure(tool: str, folder: Path, python: str) -> tuple[float, int] | str:
    """What the child measured, or why there is nothing."""
    known = f"import importlib.util; raise SystemExit(importlib.util.find_spec({tool!r}) is None)"
    if subprocess.run([python, "-c", known], check=False).returncode:
        return "not installed"
    command = [python, *MODULE, "--child", tool, str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        return f"more than {TIMEOUT} s"
    if done.returncode:
        return "failed"
    seconds, peak = done.stderr.strip().splitlines()[-1].split()
    return float(seconds), int(peak)


def compare(size: int, rivals: str) -> str:
    """A line for each workload, a column for each tool, as Markdown.

    Parameters
    ----------
    size
        Bytes of the large files.
    rivals
        The Python in which the other tools are installed.
    """
    lines = [f"| model files | {' | '.join(TOOLS)} |", f"|:--{'|:--' * len(TOOLS)}|"]
    for name in WORKLOADS:
        with tempfile.TemporaryDirectory() as folder:
            # In a process of its own: a child's peak memory begins with its parent's.
            subprocess.run([sys.executable, *MODULE, "--make", name, folder, str(size)], check=True)
            ours = measure("mlsec_nb", Path(folder), sys.executable)
            others = [measure(tool, Path(folder), rivals) for tool in TOOLS[1:]]
        cells = [_cell(each, ours) for each in (ours, *others)]
        lines.append(f"| {DESCRIBED[name].format(size >> 20)} | {' | '.join(cells)} |")
    return "\n".join(["CPU seconds without imports, times ours, largest memory:", "", *lines]) + "\n"


def _cell(result: tuple[float, int] | str, ours: tuple[float, int] | str) -> str:
    if isinstance(result, str) or isinstance(ours, str):
        return str(result)
    return f"{result[0]:.2f} s, {result[0] / ours[0]:.1f} x, {result[1]:,} MB"


def main() -> None:
    """Run all workloads, or one tool as a child."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rivals", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--child", nargs=2, metavar=("TOOL", "FOLDER"))
    parser.add_argument("--make", nargs=3, metavar=("WORKLOAD", "FOLDER", "SIZE"))
    options = parser.parse_args()
    if options.make:
        name, folder, size = options.make
        WORKLOADS[name](Path(folder), int(size))
        return
    if options.child:
        child(options.child[0], Path(options.child[1]))
        return
    print(compare(100 << 20 if options.quick else 1 << 30, options.rivals))


if __name__ == "__main__":
    main()

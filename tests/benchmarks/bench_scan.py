"""How fast is a scan, side by side with the tools that do half of it each?

    python -m tests.benchmarks.bench_scan FOLDER...

Runs, on the notebooks below the folders and one after the other in one go:

* the floor: ``json.loads`` of every file and ``ast.parse`` of every code cell;
* a scan with both engines (imports included), each of these two in processes of its own, the median of
  three;
* ``detect-secrets scan`` on the raw files, ``nbqa bandit``, ``ruff`` with its security rules and
  ``credsweeper``, as their users run them.

Printed are CPU seconds (user and system, children included) and ratios; ratios are what holds on
another machine. A rival that is not installed is left out; one that takes too long is told.
"""

from __future__ import annotations

import ast
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.readme import table

TIMEOUT = 240


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of ``work`` and of the processes that it waits for."""
    before = _used()
    work()
    return _used() - before


def _used() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def floor(files: list[Path]) -> None:
    """Parse every file as JSON and every code cell as Python: no scan of both can do less."""
    warnings.simplefilter("ignore")
    for path in files:
        notebook = json.loads(path.read_bytes())
        for cell in notebook.get("cells", ()):
            if cell.get("cell_type") == "code":
                try:
                    ast.parse("".join(cell["source"]))
                except (SyntaxError, ValueError):
                    continue


def ours(files: list[Path]) -> None:
    """Scan with secrets and code rules."""
    from mlsec_nb.batch.plan import Plan
    from mlsec_nb.batch.run import scan_many
    from mlsec_nb.options import Options

    scan_many(files, Options(), plan=Plan(jobs=1))


def repeated(work: str, folders: list[str]) -> float:
    """CPU seconds of ``floor`` or ``ours``, each time in a new process: the median of three."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_scan", "--child", work, *folders]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(3)]
    return median(float(run.stdout) for run in runs)


def run(*command: str, folder: Path) -> float | None:
    """CPU seconds of a program, whatever its exit status; ``None`` if it takes too long."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, start_new_session=True
    )
    before = _used()
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return None
    return _used() - before


def rivals(files: list[Path], scratch: Path) -> dict[str, float | None]:
    """What the programs that are installed take on a copy of the files (nbqa writes beside them)."""
    for number, path in enumerate(files):
        shutil.copy(path, scratch / f"{number:05d}.ipynb")
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    report = str(scratch / "credsweeper.json")
    calls = {
        "`detect-secrets scan`": ("detect-secrets", "scan", "--all-files", "--no-verify", "."),
        "`nbqa bandit`": ("nbqa", "bandit", "."),
        "`ruff check --select S`": ("ruff", "check", "--isolated", "--no-cache", "--select", "S", "."),
        "`credsweeper`": ("credsweeper", "--path", ".", "--save-json", report),
    }
    return {
        name: run(str(shutil.which(call[0])), *call[1:], folder=scratch)
        for name, call in calls.items()
        if shutil.which(call[0]) and all(shutil.which(word) for word in call[1:2] if word == "bandit")
    }


JOBS = {
    "floor: `json.loads` + `ast.parse`": "reads the files",
    "`mlsec-nb scan`": "secrets in every surface, unsafe code across cells",
    "`detect-secrets scan`": "secrets in the raw file",
    "`nbqa bandit`": "unsafe code, cell by cell",
    "`ruff check --select S`": "unsafe code, cell by cell (a compiled program)",
    "`credsweeper`": "secrets in the raw file",
}


def compare(folders: list[str]) -> str:
    """Everything side by side, as Markdown."""
    files = notebooks(folders)
    size = sum(path.stat().st_size for path in files) / 1e6
    base, own = repeated("floor", folders), repeated("ours", folders)
    spent: dict[str, float | None] = {"floor: `json.loads` + `ast.parse`": base, "`mlsec-nb scan`": own}
    with tempfile.TemporaryDirectory() as scratch:
        spent |= rivals(files, Path(scratch))
    rows = [
        f"| {name} | {JOBS[name]} | more than {TIMEOUT} s | | |"
        if seconds is None
        else f"| {name} | {JOBS[name]} | {seconds:.2f} | {seconds / own:.1f} | {seconds / base:.1f} |"
        for name, seconds in spent.items()
    ]
    head = "| what | what it looks for | CPU s | times ours | times the floor |"
    return f"{len(files)} notebooks, {size:.0f} MB, CPU time:\n\n{table(head, rows)}"


def notebooks(folders: list[str]) -> list[Path]:
    """The notebooks below the folders, in order."""
    return sorted(path for folder in folders for path in Path(folder).rglob("*.ipynb"))


def main(arguments: list[str]) -> None:
    """Print the table, or what a child measures."""
    if arguments[:1] == ["--child"]:
        work = {"floor": floor, "ours": ours}[arguments[1]]
        files = notebooks(arguments[2:])
        print(cpu_seconds(lambda: work(files)))
        return
    print(compare(arguments or ["example_notebooks"]))


if __name__ == "__main__":
    main(sys.argv[1:])

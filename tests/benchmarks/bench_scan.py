"""How fast is a scan, side by side with the tools that do half of it each?

    python -m tests.benchmarks.bench_scan FOLDER...

Runs, on the notebooks below the folders and one after the other in one go:

* the floor: ``json.loads`` of every file and ``ast.parse`` of every code cell, in this process;
* a scan with both engines, in this process (imports included);
* ``detect-secrets scan`` on the raw files and ``nbqa bandit``, as their users run them.

Printed are CPU seconds (user and system, children included) and ratios; ratios are what holds on
another machine. A rival that is not installed is left out and said so.
"""

from __future__ import annotations

import ast
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path


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
    from mlsec_nb.batch.run import scan_many
    from mlsec_nb.options import Options

    result = scan_many(files, Options())
    found = {name: sum(f.engine == name for f in result.findings) for name in ("secrets", "code")}
    read = result.coverage.bytes / 1e6
    print(f"  read {len(result.targets)} notebooks, {read:.1f} MB of text; findings {found}")


def run(*command: str, folder: Path | None = None) -> Callable[[], object]:
    """Run a program, whatever its exit status."""
    return lambda: subprocess.run(command, capture_output=True, check=False, cwd=folder)


def rivals(files: list[Path], scratch: Path) -> dict[str, Callable[[], object]]:
    """The programs that are installed, each on a copy of the files (nbqa writes beside them)."""
    for number, path in enumerate(files):
        shutil.copy(path, scratch / f"{number:05d}.ipynb")
    found = {}
    bin_folder = Path(sys.executable).parent
    if (bin_folder / "detect-secrets").exists():
        program = str(bin_folder / "detect-secrets")
        found["detect-secrets scan"] = run(program, "scan", "--all-files", "--no-verify", ".", folder=scratch)
    if (bin_folder / "nbqa").exists() and (bin_folder / "bandit").exists():
        os.environ["PATH"] = f"{bin_folder}{os.pathsep}{os.environ['PATH']}"
        found["nbqa bandit"] = run(str(bin_folder / "nbqa"), "bandit", ".", folder=scratch)
    return found


def main(folders: list[str]) -> None:
    """Run all and print the table."""
    files = sorted(path for folder in folders for path in Path(folder).rglob("*.ipynb"))
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"{len(files)} notebooks, {size:.1f} MB")
    base = cpu_seconds(lambda: floor(files))
    own = cpu_seconds(lambda: ours(files))
    print("| what | CPU s | times ours | times the floor |\n|---|---|---|---|")
    print(f"| floor: json.loads + ast.parse | {base:.2f} | {base / own:.2f} | 1.0 |")
    print(f"| mlsec-nb scan, both engines | {own:.2f} | 1.0 | {own / base:.1f} |")
    with tempfile.TemporaryDirectory() as scratch:
        for name, work in rivals(files, Path(scratch)).items():
            spent = cpu_seconds(work)
            print(f"| {name} | {spent:.2f} | {spent / own:.1f} | {spent / base:.1f} |")


if __name__ == "__main__":
    main(sys.argv[1:] or ["example_notebooks"])

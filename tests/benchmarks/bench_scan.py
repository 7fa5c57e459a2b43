"""How fast is a scan, side by side with the tools that do half of it each?

    python -m tests.benchmarks.bench_scan FOLDER... [--readme]

Runs, on the notebooks below the folders and one after the other in one go:

* the floor: ``json.loads`` of every file and ``ast.parse`` of every code cell, in this process;
* a scan with both engines, in this process (imports included);
* ``detect-secrets scan`` on the raw files, ``nbqa bandit``, ``ruff`` with its security rules and
  ``credsweeper``, as their users run them.

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
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    report = str(scratch / "credsweeper.json")
    calls = {
        "detect-secrets scan": ("detect-secrets", "scan", "--all-files", "--no-verify", "."),
        "nbqa bandit": ("nbqa", "bandit", "."),
        "ruff check --select S": ("ruff", "check", "--isolated", "--no-cache", "--select", "S", "."),
        "credsweeper": ("credsweeper", "--path", ".", "--save-json", report),
    }
    return {
        name: run(str(shutil.which(call[0])), *call[1:], folder=scratch)
        for name, call in calls.items()
        if shutil.which(call[0]) and all(shutil.which(word) for word in call[1:2] if word == "bandit")
    }


JOBS = {
    "floor: `json.loads` + `ast.parse`": "reads the files",
    "mlsec-nb scan": "secrets in every surface, unsafe code across cells",
    "detect-secrets scan": "secrets in the raw file",
    "nbqa bandit": "unsafe code, cell by cell",
    "ruff check --select S": "unsafe code, cell by cell (a compiled program)",
    "credsweeper": "secrets in the raw file",
}


def table(files: list[Path]) -> str:
    """Everything side by side, as Markdown."""
    size = sum(path.stat().st_size for path in files) / 1e6
    base = cpu_seconds(lambda: floor(files))
    own = cpu_seconds(lambda: ours(files))
    spent = {"floor: `json.loads` + `ast.parse`": base, "mlsec-nb scan": own}
    with tempfile.TemporaryDirectory() as scratch:
        for name, work in rivals(files, Path(scratch)).items():
            spent[name] = cpu_seconds(work)
    rows = [
        f"| {name} | {JOBS[name]} | {seconds:.2f} | {seconds / own:.1f} | {seconds / base:.1f} |"
        for name, seconds in spent.items()
    ]
    head = "| what | what it looks for | CPU s | times ours | times the floor |\n|---|---|---|---|---|"
    return "\n".join([f"{len(files)} notebooks, {size:.1f} MB, one process:", "", head, *rows])


def write_readme(text: str) -> None:
    """Put the table into the README, between its marks."""
    readme = Path(__file__).parents[2] / "README.md"
    before, _, rest = readme.read_text("utf-8").partition("<!-- bench -->\n")
    _, _, after = rest.partition("<!-- /bench -->")
    readme.write_text(f"{before}<!-- bench -->\n{text}\n<!-- /bench -->{after}", "utf-8")


def main(arguments: list[str]) -> None:
    """Run all and print the table; ``--readme`` writes it into the README as well."""
    folders = [name for name in arguments if name != "--readme"] or ["example_notebooks"]
    text = table(sorted(path for folder in folders for path in Path(folder).rglob("*.ipynb")))
    print(text)
    if "--readme" in arguments:
        write_readme(text)


if __name__ == "__main__":
    main(sys.argv[1:])

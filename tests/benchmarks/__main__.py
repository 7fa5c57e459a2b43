"""The figures of the README about speed, each set side by side in one run.

    python -m tests.benchmarks FOLDER... [PART] [--readme]

Parts are ``--tools`` (a scan beside other tools), ``--files`` (model files beside other scanners),
``--workers`` (one worker beside two, cold beside warm) and ``--growth N ...``; without any, the first and
the third are measured. ``--readme`` writes what was measured into the README.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator

from tests.benchmarks import bench_artifacts, bench_many, bench_scan
from tests.readme import README, part

LARGE = 100 << 20
"""Bytes of the large model files."""


def measured(arguments: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Name and table of each part that is asked for."""
    sources = bench_scan.notebooks(arguments.folders)
    everything = not (arguments.tools or arguments.files or arguments.workers or arguments.growth)
    if arguments.tools or everything:
        yield "tools", bench_scan.compare(arguments.folders)
    if arguments.files:
        yield "files", bench_artifacts.compare(LARGE, arguments.rivals)
    if arguments.workers or everything:
        settings = {"repeat": arguments.repeat, "on_cluster": arguments.cluster}
        shared = bench_many.on_copies(sources, lambda folder: bench_many.workers(folder, **settings))
        yield "workers", f"{shared}\n{bench_many.on_copies(sources, bench_many.memory)}"
    if arguments.growth:
        yield "growth", bench_many.growth(sources, arguments.growth)


def main() -> None:
    """Print the tables; write them into the README if that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", default=["example_notebooks"], metavar="FOLDER")
    parser.add_argument("--tools", action="store_true", help="beside other tools")
    parser.add_argument("--files", action="store_true", help="model files, beside other scanners")
    parser.add_argument(
        "--rivals", metavar="PYTHON", default=sys.executable, help="where those are installed"
    )
    parser.add_argument("--workers", action="store_true", help="one worker beside two, cold beside warm")
    parser.add_argument("--repeat", type=int, default=3, help="how often workers are compared")
    parser.add_argument("--cluster", action="store_true", help="on a Dask cluster as well")
    parser.add_argument("--growth", type=int, nargs="+", metavar="N", help="so many notebooks")
    parser.add_argument("--readme", action="store_true", help="write the tables into the README")
    arguments = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    for name, table in measured(arguments):
        print(table, flush=True)
        if arguments.readme:
            made = part(f"bench-{name}").sub(lambda _, table=table: table, README.read_text("utf-8"))
            README.write_text(made, "utf-8")


if __name__ == "__main__":
    main()

"""The figures of the README about speed, each set side by side in one run.

    python -m tests.benchmarks FOLDER... [--repeat N] [--cluster] [--rivals PYTHON] [--readme]
    python -m tests.benchmarks FOLDER... --growth N [N ...] [--readme]

The first compares with other tools, one worker with two, and cold with warm; the second shows how a scan
grows with the number of notebooks. ``--rivals`` names a Python in which scanners of model files are
installed; without it they are left out. ``--readme`` writes the tables into the README.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Iterator

from tests.benchmarks import bench_artifacts, bench_many, bench_scan
from tests.readme import README, part

LARGE = 100 << 20
"""Bytes of the large model files."""


def tables(arguments: argparse.Namespace) -> Iterator[str]:
    """Each table, as it is measured."""
    sources = bench_scan.notebooks(arguments.folders)
    if arguments.growth:
        yield bench_many.growth(sources, arguments.growth)
        return
    yield (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {os.getloadavg()[0]:.1f} processes at"
        " work when it began.\n"
    )
    yield bench_scan.compare(arguments.folders)
    if arguments.rivals:
        yield bench_artifacts.compare(LARGE, arguments.rivals)
    yield bench_many.on_copies(
        sources,
        lambda folder: bench_many.workers(folder, repeat=arguments.repeat, on_cluster=arguments.cluster),
    )
    yield bench_many.on_copies(sources, bench_many.memory)


def main() -> None:
    """Print the tables; write them into the README if that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", default=["example_notebooks"], metavar="FOLDER")
    parser.add_argument("--repeat", type=int, default=3, help="how often workers are compared")
    parser.add_argument("--cluster", action="store_true", help="on a Dask cluster as well")
    parser.add_argument("--rivals", metavar="PYTHON", help="where scanners of model files are installed")
    parser.add_argument("--growth", type=int, nargs="+", metavar="N", help="so many notebooks")
    parser.add_argument("--readme", action="store_true", help="write the tables into the README")
    arguments = parser.parse_args()
    made = []
    for table in tables(arguments):
        print(table, flush=True)
        made.append(table)
    if arguments.readme:
        name = "growth" if arguments.growth else "bench"
        text = part(name).sub(lambda _: "\n".join(made), README.read_text("utf-8"))
        README.write_text(text, "utf-8")


if __name__ == "__main__":
    main()

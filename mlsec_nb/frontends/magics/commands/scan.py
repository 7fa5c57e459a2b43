"""``%mlsec scan``: this notebook, or files and folders."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from mlsec_nb.frontends.magics.arguments import Parser, add_choice_of_findings, chosen_options
from mlsec_nb.frontends.magics.here import find_notebook
from mlsec_nb.frontends.magics.progress import show_progress
from mlsec_nb.frontends.magics.view import ScanView, code
from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session


def add_arguments(parser: Parser) -> None:
    """Paths, and what to look for."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="notebook, script, model file, folder or glob"
    )
    add_choice_of_findings(parser)
    parser.add_argument(
        "--all", action="store_true", help="also what the project's configuration and baseline leave out"
    )
    parser.add_argument("--json", action="store_true", help="show the result as JSON")


def run(session: Session, arguments: argparse.Namespace) -> ScanView:
    """Scan, remember the result and show it."""
    options = chosen_options(arguments, configured=not arguments.all)
    paths = arguments.paths
    view = _scan_paths(paths, options) if paths else _scan_here(session, options)
    session.last = view
    return view.as_json() if arguments.json else view


def _scan_here(session: Session, options: Options) -> ScanView:
    """Scan the notebook that this kernel belongs to."""
    start = time.perf_counter()
    scanner = Scanner(options)
    here = find_notebook(session)
    target = scanner.target(here.name, here.read, folder=Path.cwd())  # where the kernel would load from
    return ScanView.of(
        scanner.result([target], seconds=time.perf_counter() - start),
        note=f"Scanned {here.description}.",
        warning=here.unsaved,
    )


def _scan_paths(paths: list[str], options: Options) -> ScanView:
    from mlsec_nb.batch.plan import Plan
    from mlsec_nb.batch.run import scan_many

    with show_progress() as progress:  # a kernel starts no processes unasked
        result = scan_many(paths, options, progress=progress, plan=Plan(jobs=1))
    return ScanView.of(result, note=f"Scanned as saved on disk: {', '.join(map(code, paths))}.")

"""The arguments of ``scan`` and ``cache``."""

from __future__ import annotations

import argparse
from pathlib import Path

from mlsec_nb.frontends.cli.arguments.command import Commands, add_command, add_config
from mlsec_nb.frontends.cli.arguments.values import SEVERITIES, dotted, engines, names
from mlsec_nb.options import ENGINES
from mlsec_nb.report.interface import FORMATS

BACKENDS = ("loky", "threading", "dask", "ray")

EXAMPLES = """examples:
  mlsec-nb scan train.ipynb                  one notebook
  mlsec-nb scan .                            every notebook, script and model file below this folder
  mlsec-nb scan model.pkl models/            what loading these would run; nothing is loaded
  mlsec-nb scan nb/ --format html --output report.html
  mlsec-nb scan . --baseline .mlsec-baseline.json --write-baseline
                                             accept what is there, report what is new
  mlsec-nb scan --staged                     what is about to be committed
  mlsec-nb scan . --diff origin/main         what a branch adds
  mlsec-nb scan . --history                  every version that git keeps, each once
  cat train.ipynb | mlsec-nb scan -          standard input
  git ls-files '*.ipynb' | mlsec-nb scan --files-from -
  mlsec-nb scan s3://bucket/notebooks --format jsonl --output found.jsonl --resume
  mlsec-nb scan shared/ --backend dask --scheduler tcp://scheduler:8786

exit status:
  0  nothing at or above --fail-on    1  something    2  something could not be read, or a wrong call
"""

CACHE_EXAMPLES = """examples:
  mlsec-nb cache info                        where results are kept, and how many
  mlsec-nb cache clear                       forget all of them

exit status: 0, or 2 when the folder cannot be used
"""


def add_scan(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``scan``."""
    summary = "scan notebooks, scripts, model files and folders"
    scan = add_command(commands, "scan", summary, EXAMPLES, run="scan:run")
    scan.add_argument(
        "paths", metavar="PATH", nargs="*", help="notebook, script, model file, folder, glob, zip, URL, or -"
    )
    scan.add_argument("--files-from", metavar="FILE", help="read paths from FILE, one a line (-: from input)")
    _add_choice_of_findings(scan)
    output = scan.add_argument_group("output")
    output.add_argument(
        "--format", choices=(*FORMATS, "site", "parquet"), default="text", help="default: text"
    )
    output.add_argument("--output", metavar="FILE", type=Path, help="write the report here (site: a folder)")
    output.add_argument("--resume", action="store_true", help="jsonl: go on where --output ends")
    output.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: auto")
    output.add_argument("--quiet", action="store_true", help="no progress, no text when all is well")
    output.add_argument("--fail-on", choices=SEVERITIES, help="exit status 1 from here on (default: high)")
    git = scan.add_argument_group("git").add_mutually_exclusive_group()
    git.add_argument("--staged", action="store_true", help="what the next commit adds")
    git.add_argument("--diff", metavar="REV", help="what the working tree adds to REV")
    git.add_argument("--history", action="store_true", help="every version of every file, each content once")
    _add_work(scan)


def _add_choice_of_findings(scan: argparse.ArgumentParser) -> None:
    choice = scan.add_argument_group("what to look for")
    choice.add_argument("--select", metavar="RULES", type=names, help="only these ids, prefixes or names")
    choice.add_argument("--ignore", metavar="RULES", type=names, help="all but these")
    choice.add_argument("--engines", type=engines, metavar="NAMES", help=f"out of {','.join(ENGINES)}")
    choice.add_argument("--min-severity", choices=SEVERITIES, help="leave out what is below")
    choice.add_argument("--exclude", metavar="GLOBS", type=names, help="paths that folders do not yield")
    choice.add_argument("--baseline", metavar="FILE", help="known findings: ours or a .secrets.baseline")
    choice.add_argument("--allow", metavar="NAMES", type=dotted, help="full names that a pickle may ask for")
    choice.add_argument("--manifest", metavar="FILE", help="expected digests of model files")
    choice.add_argument("--write-baseline", action="store_true", help="write the findings to --baseline")
    add_config(choice)


def _add_work(scan: argparse.ArgumentParser) -> None:
    work = scan.add_argument_group("work")
    work.add_argument(
        "--jobs", metavar="N", type=int, help="processes (default: one for each core if it pays)"
    )
    work.add_argument(
        "--backend", choices=BACKENDS, default="loky", help="who works (default: loky, processes)"
    )
    work.add_argument("--scheduler", metavar="ADDRESS", default="", help="of a dask or ray cluster")
    cache = work.add_mutually_exclusive_group()
    cache.add_argument(
        "--cache", metavar="DIR", type=Path, help="remember results here (default: the user's)"
    )
    cache.add_argument("--no-cache", action="store_true", help="remember nothing, read everything anew")


def add_cache(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``cache``."""
    summary = "what scans remember: look, or forget"
    cache = add_command(commands, "cache", summary, CACHE_EXAMPLES, run="cache:run")
    cache.add_argument("action", choices=("info", "clear"), help="look, or forget")
    cache.add_argument("--cache", metavar="DIR", type=Path, help="default: the user's cache folder")

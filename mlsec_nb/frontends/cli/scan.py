"""``mlsec-nb scan``."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from mlsec_nb.core.files import write_atomically
from mlsec_nb.core.finding import Severity
from mlsec_nb.core.result import Result
from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.cli.progress import ProgressBar
from mlsec_nb.options import Options, load_options
from mlsec_nb.report.interface import render
from mlsec_nb.scan import ScanResult

DEFAULT_BASELINE = ".mlsec-baseline.json"
STREAMED = ("jsonl", "parquet")
"""Formats that are written while the scan goes on."""


def run(arguments: argparse.Namespace) -> int:
    """Scan, write the report, return the exit status."""
    options = _options(arguments)
    if arguments.write_baseline:
        return _write_baseline(arguments, options)
    if arguments.resume and arguments.format != "jsonl":
        raise UsageError("Only JSON Lines can be resumed.", "Use --format jsonl.")
    if arguments.format in STREAMED and not (arguments.staged or arguments.diff):
        from mlsec_nb.frontends.cli.stream import run as stream

        return stream(arguments, options)
    result, read_raw = _scan(arguments, options)
    if arguments.output or not (arguments.quiet and _nothing_to_say(arguments, result)):
        _report(arguments, options, result, read_raw)
    return result.exit_status(options.fail_on)


def _options(arguments: argparse.Namespace) -> Options:
    severities = {
        name: Severity.parse(value)
        for name in ("min_severity", "fail_on")
        if (value := getattr(arguments, name)) is not None
    }
    return load_options(arguments.config).updated(
        select=arguments.select,
        ignore=arguments.ignore,
        engines=arguments.engines,
        exclude=arguments.exclude,
        baseline=arguments.baseline,
        allow=arguments.allow,
        manifest=arguments.manifest,
        **severities,
    )


def _scan(
    arguments: argparse.Namespace, options: Options
) -> tuple[ScanResult, Callable[[str], bytes | None]]:
    """The result, and how to read the raw bytes of one of its targets again."""
    from mlsec_nb.batch.changes import Changes, scan_changes
    from mlsec_nb.batch.run import scan_all
    from mlsec_nb.frontends.cli.sources import Stdin, cache_of, plan_of, things
    from mlsec_nb.scan import Scanner

    stdin = Stdin()
    with ProgressBar(enabled=not arguments.quiet) as progress:
        if arguments.staged or arguments.diff is not None:
            changes = Changes.staged() if arguments.staged else Changes.since(arguments.diff)
            return scan_changes(changes, arguments.paths, options, progress=progress), changes.read
        found = things(arguments, options, stdin)
        plan, cache = plan_of(arguments), cache_of(arguments)
        result = scan_all(found, Scanner(options), progress=progress, plan=plan, cache=cache)
    return result, lambda path: stdin() if path == "-" else _read(path)


def _read(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except OSError:
        return None


def _nothing_to_say(arguments: argparse.Namespace, result: ScanResult) -> bool:
    gaps = any(skipped.gap for _, skipped in result.all_skipped())
    return arguments.format == "text" and not result.findings and not gaps


def _report(
    arguments: argparse.Namespace,
    options: Options,
    result: ScanResult,
    read_raw: Callable[[str], bytes | None],
) -> None:
    if arguments.format == "site":
        _write_site(arguments, result)
        return
    if arguments.format == "sarif" and arguments.output is not None:
        from mlsec_nb.report.sarif import parts

        for number, part in enumerate(parts(result), 1):
            _write(
                arguments,
                _numbered(arguments.output, number),
                _rendered(arguments, options, part, read_raw),
                part,
            )
        return
    text = _rendered(arguments, options, result, read_raw)
    if arguments.output is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
    else:
        _write(arguments, arguments.output, text, result)


def _rendered(
    arguments: argparse.Namespace,
    options: Options,
    result: Result,
    read_raw: Callable[[str], bytes | None],
) -> str:
    return render(
        result,
        arguments.format,
        color=_wants_color(arguments),
        width=shutil.get_terminal_size((100, 24)).columns,
        fail_on=options.fail_on,
        read_raw=read_raw,
    )


def _write(arguments: argparse.Namespace, path: Path, text: str, result: Result) -> None:
    try:
        write_atomically(path, text)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", "Name another.") from error
    if not arguments.quiet:
        print(f"Wrote {path}: {_counts(result)}.", file=sys.stderr)


def _numbered(path: Path, number: int) -> Path:
    """The name of a part of a report that is split: the first has the name that was asked for."""
    return path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")


def _write_site(arguments: argparse.Namespace, result: Result) -> None:
    from mlsec_nb.report.site import write_site

    if arguments.output is None:
        raise UsageError("A site is a folder of pages.", "Name the folder with --output.")
    try:
        number = write_site(result, arguments.output)
    except OSError as error:
        raise UsageError(
            f"{arguments.output} cannot be written: {error.strerror}.", "Name another."
        ) from error
    if not arguments.quiet:
        index = arguments.output / "index.html"
        print(f"Wrote {index} and {number - 1:,} more pages: {_counts(result)}.", file=sys.stderr)


def _counts(result: Result) -> str:
    counts = [(result.count(severity), severity.label) for severity in reversed(Severity)]
    found = ", ".join(f"{number} {label}" for number, label in counts if number)
    return f"{found or 'no findings'} in {len(result.targets)} files"


def _wants_color(arguments: argparse.Namespace) -> bool:
    if arguments.color != "auto" or arguments.output:
        return bool(arguments.color == "always")
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _write_baseline(arguments: argparse.Namespace, options: Options) -> int:
    from mlsec_nb.suppression.baseline import write_baseline

    path = Path(options.baseline or DEFAULT_BASELINE)
    result, _ = _scan(arguments, options.updated(baseline=""))
    number = write_baseline(path, result)
    if not arguments.quiet:
        print(f"Wrote {path}: {number} known findings in {len(result.targets)} files.", file=sys.stderr)
    return 2 if any(skipped.gap for _, skipped in result.all_skipped()) else 0

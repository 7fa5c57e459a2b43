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
from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.cli.progress import ProgressBar
from mlsec_nb.options import Options, load_options
from mlsec_nb.scan import ScanResult

DEFAULT_BASELINE = ".mlsec-baseline.json"


def run(arguments: argparse.Namespace) -> int:
    """Scan, write the report, return the exit status."""
    options = _options(arguments)
    if arguments.write_baseline:
        return _write_baseline(arguments, options)
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
    from mlsec_nb.batch.run import scan_many

    stdin = _Remembered()
    with ProgressBar(enabled=not arguments.quiet) as progress:
        if arguments.staged or arguments.diff is not None:
            changes = Changes.staged() if arguments.staged else Changes.since(arguments.diff)
            return scan_changes(changes, arguments.paths, options, progress=progress), changes.read
        if not arguments.paths:
            raise UsageError("Nothing to scan.", "Name notebooks or folders, such as `mlsec-nb scan .`.")
        result = scan_many(arguments.paths, options, progress=progress, stdin=stdin)
    return result, lambda path: stdin() if path == "-" else _read(path)


class _Remembered:
    """Standard input, which can be read only once, for those who need it twice."""

    def __init__(self) -> None:
        self._content: bytes | None = None

    def __call__(self) -> bytes:
        if self._content is None:
            self._content = sys.stdin.buffer.read()
        return self._content


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
    text = result.render(
        arguments.format,
        color=_wants_color(arguments),
        width=shutil.get_terminal_size((100, 24)).columns,
        fail_on=options.fail_on,
        read_raw=read_raw,
    )
    if arguments.output is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        return
    try:
        write_atomically(arguments.output, text)
    except OSError as error:
        raise UsageError(
            f"{arguments.output} cannot be written: {error.strerror}.", "Name another."
        ) from error
    if not arguments.quiet:
        print(f"Wrote {arguments.output}: {_counts(result)}.", file=sys.stderr)


def _counts(result: ScanResult) -> str:
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

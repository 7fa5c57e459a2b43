"""What the arguments of ``scan`` ask for: things to scan, who does it, what is remembered."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import cast

from mlsec_nb.batch.discover import discover
from mlsec_nb.batch.item import Item
from mlsec_nb.batch.plan import Plan
from mlsec_nb.batch.run import model_files
from mlsec_nb.core.finding import Skipped
from mlsec_nb.errors import UsageError
from mlsec_nb.options import Options

CHUNK = 1 << 16
LONGEST = 1 << 16
"""Bytes of a path in a list; no system has longer ones."""


class Stdin:
    """Standard input, which can be read only once, for those who need it twice."""

    def __init__(self) -> None:
        self._content: bytes | None = None

    def __call__(self) -> bytes:
        """The whole of it."""
        if self._content is None:
            self._content = sys.stdin.buffer.read()
        return self._content


def things(arguments: argparse.Namespace, options: Options, stdin: Stdin) -> Iterator[Item | Skipped]:
    """What is to be scanned, one at a time.

    Raises
    ------
    UsageError
        When nothing is asked for, or a list or repository cannot be read.
    """
    also = model_files(options)
    if arguments.history:
        from mlsec_nb.batch.discover.history import versions

        below = [os.path.abspath(path) for path in arguments.paths]
        return versions(Path.cwd(), below, options.exclude, recognised=also is not None)
    if not arguments.paths and arguments.files_from is None:
        raise UsageError("Nothing to scan.", "Name notebooks or folders, such as `mlsec-nb scan .`.")
    found = discover(_paths(arguments), options.exclude, also=also, stdin=stdin)
    return _without_report(found, arguments.output)


def _without_report(found: Iterator[Item | Skipped], report: Path | None) -> Iterator[Item | Skipped]:
    """Leave out the report that is being written, should it lie in the folder that is scanned."""
    if report is None:
        return found
    own, name = os.path.realpath(report), report.name
    return (
        each
        for each in found
        if isinstance(each, Skipped) or not each.label.endswith(name) or os.path.realpath(each.label) != own
    )


def _paths(arguments: argparse.Namespace) -> Iterator[str]:
    yield from arguments.paths
    if arguments.files_from == "-":
        yield from _names(cast("BufferedReader", sys.stdin.buffer))
    elif arguments.files_from is not None:
        try:
            with open(arguments.files_from, "rb") as file:
                yield from _names(file)
        except OSError as error:
            raise UsageError(
                f"{arguments.files_from} cannot be read: {error.strerror}.", "It names a path on each line."
            ) from error


def _names(stream: BufferedReader) -> Iterator[str]:
    """The paths of a list: one a line or, as ``find -print0`` writes them, one before each NUL."""
    separator = rest = b""
    while chunk := stream.read1(CHUNK):
        separator = separator or (b"\0" if b"\0" in chunk else b"\n" if b"\n" in chunk else b"")
        *whole, rest = (rest + chunk).split(separator) if separator else [rest + chunk]
        yield from (name for each in whole if (name := _name(each, separator)))
        rest = rest[:LONGEST]
    if name := _name(rest, separator):
        yield name


def _name(raw: bytes, separator: bytes) -> str:
    return os.fsdecode(raw if separator == b"\0" else raw.rstrip(b"\r"))


def plan_of(arguments: argparse.Namespace) -> Plan:
    """Who does the work."""
    return Plan(jobs=arguments.jobs, backend=arguments.backend, scheduler=arguments.scheduler)


def cache_of(arguments: argparse.Namespace) -> Path | None:
    """Where results are remembered."""
    from mlsec_nb.batch.database import default_folder

    return None if arguments.no_cache else arguments.cache or default_folder()

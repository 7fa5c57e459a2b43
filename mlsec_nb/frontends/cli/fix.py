"""``mlsec-nb fix``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from mlsec_nb.batch.discover import discover
from mlsec_nb.core.finding import Skipped
from mlsec_nb.core.rule import Rule
from mlsec_nb.errors import UnreadableError, UsageError
from mlsec_nb.fix.project import Fixing, is_dirty
from mlsec_nb.fix.text import shown
from mlsec_nb.fix.undo import Undo, default_folder
from mlsec_nb.options import load_options
from mlsec_nb.report.terminal import flat
from mlsec_nb.report.wording import count
from mlsec_nb.ruleset import all_rules
from mlsec_nb.scan import Scanner


def run(arguments: argparse.Namespace) -> int:
    """Show or make the fixes; 0, 1 if there is something to do or left, 2 if a file was left alone."""
    undo = Undo(default_folder())
    if arguments.forget:
        print(f"Removed {count(undo.forget(), 'copy', 'copies')} kept for undoing.")
        return 0
    if not arguments.paths:
        raise UsageError("Nothing to fix.", "Name notebooks or folders, such as `mlsec-nb fix .`.")
    if arguments.undo:
        return _take_back(arguments, undo)
    options = load_options(arguments.config)
    rules = {rule.id: rule for rule in all_rules()}
    fixing = Fixing(
        scanner=Scanner(options),
        undo=undo,
        wanted=lambda finding: _selected(rules[finding.rule], arguments.select),
        variables_file=arguments.env,
        keep_backup=arguments.keep_backup,
    )
    statuses = [_one(path, fixing, arguments) for path in _notebooks(arguments.paths, options.exclude)]
    return next((status for status in (1, 2) if status in statuses), 0)


def _notebooks(paths: list[str], exclude: tuple[str, ...]) -> Iterator[Path | Skipped]:
    for found in discover(paths, exclude):
        if isinstance(found, Skipped):
            yield found
        elif found.label.endswith(".ipynb"):
            yield Path(found.label)


def _selected(rule: Rule, select: tuple[str, ...] | None) -> bool:
    return not select or any(rule.answers_to(name) for name in select)


def _one(path: Path | Skipped, fixing: Fixing, arguments: argparse.Namespace) -> int:
    """Deal with one notebook."""
    if isinstance(path, Skipped):
        if path.gap:
            print(f"mlsec-nb: {flat(path.what)}: {flat(path.why)}.", file=sys.stderr)
        return 2 if path.gap else 0
    fail_on = fixing.scanner.options.fail_on
    try:
        fixed, variables = fixing.propose(path)
        fixed = replace(fixed, left=tuple(f for f in fixed.left if f.severity >= fail_on))
        if not fixed.made and not fixed.left:
            return 0
        print(shown(fixed, variables))
        if not fixed.made or not arguments.write:
            return 1
        if not arguments.force and is_dirty(path) and not _agreed(path):
            print(
                f"{flat(str(path))}: left alone, it has changes that are not committed (--force).",
                file=sys.stderr,
            )
            return 2
        written = fixing.write(fixed, variables)
    except (UnreadableError, OSError) as error:
        print(f"mlsec-nb: {flat(str(path))}: {flat(str(error))}", file=sys.stderr)
        return 2
    print(
        f"Wrote {', '.join(flat(str(name)) for name in written)}. Back: mlsec-nb fix --undo {flat(str(path))}"
    )
    return 1 if fixed.left else 0


def _agreed(path: Path) -> bool:
    if not sys.stdin.isatty():
        return False
    answer = input(f"{flat(str(path))} has changes that are not committed. Fix it all the same? [y/N] ")
    return answer.strip().lower() in ("y", "yes")


def _take_back(arguments: argparse.Namespace, undo: Undo) -> int:
    for name in arguments.paths:
        restored = undo.take_back(Path(name))
        print(f"Restored {', '.join(flat(str(path)) for path in restored)}.")
    return 0

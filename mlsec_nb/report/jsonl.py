"""JSON Lines: one target a line, written as it comes, for programs that read many."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from mlsec_nb.core.finding import Skipped
from mlsec_nb.core.result import Result, Target
from mlsec_nb.report.interface import Settings
from mlsec_nb.report.order import targets_in_order
from mlsec_nb.report.wire import SCHEMA, to_wire_target


def render(result: Result, settings: Settings) -> str:
    """Return a line for each target, and one for each thing that belongs to no target."""
    del settings
    lines = [target_line(target, ruleset=result.ruleset) for target in targets_in_order(result)]
    return "".join([*lines, *(skipped_line(skipped, ruleset=result.ruleset) for skipped in result.skipped)])


def target_line(target: Target, *, ruleset: str) -> str:
    """A target as wire v1 has it, with the schema and the rules in force, all ASCII."""
    return _line({"schema": SCHEMA, "ruleset": ruleset, **to_wire_target(target)})


def skipped_line(skipped: Skipped, *, ruleset: str) -> str:
    """What belongs to no target."""
    return _line({"schema": SCHEMA, "ruleset": ruleset, "path": "", "skipped": [asdict(skipped)]})


def whole_lines(content: Iterator[bytes]) -> Iterator[tuple[bytes, dict[str, object]]]:
    """The lines of an earlier run that were written to the end, raw and read; a torn one ends it."""
    for line in content:
        try:
            read = json.loads(line)
        except ValueError:
            return
        if not line.endswith(b"\n") or not isinstance(read, dict) or read.get("schema") != SCHEMA:
            return
        yield line, read


def _line(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n"

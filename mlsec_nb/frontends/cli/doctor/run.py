"""All checks, shown; one that fails itself costs that one."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from importlib import import_module

from mlsec_nb._version import __version__
from mlsec_nb.frontends.cli.doctor.check import Check, State, broken
from mlsec_nb.report.terminal import flat

SUBJECTS = ("package", "jupyter", "kernels", "project", "folders")
SIGNS = {State.FINE: "✓", State.ADVICE: "○", State.BROKEN: "✗"}


def run(arguments: argparse.Namespace) -> int:
    """Print every check; the exit status is 1 when something is broken."""
    checks = list(all_checks())
    if arguments.json:
        sys.stdout.write(json.dumps(_wire(checks), indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(_lines(checks)) + "\n")
    return int(any(check.state is State.BROKEN for check in checks))


def all_checks() -> Iterator[Check]:
    """What every subject says."""
    for subject in SUBJECTS:
        yield from _safely(subject)


def _safely(subject: str) -> Iterator[Check]:
    """What is broken may break whoever looks at it."""
    try:
        yield from import_module(f"mlsec_nb.frontends.cli.doctor.{subject}").checks()
    except Exception as error:
        seen = f"It could not be looked at: {type(error).__name__}: {flat(str(error))[:200]}."
        yield broken(
            subject, seen, "Run `pip install .` again, in a fresh environment if that does not help."
        )


def _lines(checks: list[Check]) -> Iterator[str]:
    width = max(len(check.subject) for check in checks)
    for check in checks:
        yield f"{SIGNS[check.state]} {check.subject:{width}}  {flat(check.seen)}"
        if check.mend:
            yield f"{'':{width + 2}}  → {flat(check.mend)}"
    counts = [sum(check.state is state for check in checks) for state in State]
    yield f"\n{counts[0]} fine, {counts[1]} with advice, {counts[2]} broken."


def _wire(checks: list[Check]) -> dict[str, object]:
    return {
        "schema": "mlsec-nb/doctor/v1",
        "version": __version__,
        "checks": [{**asdict(check), "state": check.state.value} for check in checks],
    }

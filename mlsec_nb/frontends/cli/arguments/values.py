"""What the arguments of several sub-commands may be."""

from __future__ import annotations

import argparse

from mlsec_nb.core.finding import Severity
from mlsec_nb.options import ENGINES, is_dotted

SEVERITIES = tuple(severity.label for severity in Severity)


def names(text: str) -> tuple[str, ...]:
    """Names, separated by commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def dotted(text: str) -> tuple[str, ...]:
    """Full names, separated by commas."""
    given = names(text)
    if not all(map(is_dotted, given)):
        raise argparse.ArgumentTypeError("give full names, such as mypackage.model.Net")
    return given


def engines(text: str) -> tuple[str, ...]:
    """Names of engines, separated by commas."""
    given = names(text)
    if not given or not set(given) <= set(ENGINES):
        raise argparse.ArgumentTypeError(f"choose out of {', '.join(ENGINES)}")
    return given

"""Dates as people type them, on the command line and in magics."""

from __future__ import annotations

import argparse
from datetime import date


def day(text: str) -> date:
    """A date."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("give a date, such as 2027-01-31") from error

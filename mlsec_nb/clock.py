"""What time it is: for checklists and profiles, whose answers have dates and get old."""

from __future__ import annotations

import argparse
import os
from datetime import date, datetime, timezone

from mlsec_nb.errors import UsageError

VARIABLE = "SOURCE_DATE_EPOCH"
"""Another time than now, for reports that repeat themselves and to see what will be due.

https://reproducible-builds.org/specs/source-date-epoch/
"""


def now() -> datetime:
    """The time in UTC, or that of :data:`VARIABLE`.

    Raises
    ------
    UsageError
        When the variable holds no seconds since 1970.
    """
    given = os.environ.get(VARIABLE)
    if not given:
        return datetime.now(timezone.utc)
    try:
        return datetime.fromtimestamp(int(given), timezone.utc)
    except (ValueError, OverflowError, OSError) as error:
        advice = f"Give whole seconds, as `{VARIABLE}=$(date -d 2027-01-31 +%s)` does, or unset it."
        raise UsageError(f"{VARIABLE}={given[:40]!r} is no time.", advice) from error


def today() -> date:
    """The day of :func:`now`."""
    return now().date()


def day(text: str) -> date:
    """A date as people type it, for any parser of arguments."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("give a date, such as 2027-01-31") from error

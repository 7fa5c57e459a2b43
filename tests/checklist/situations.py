"""Situations for tests: a folder, a fixed clock, and whatever else the test names."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from mlsec_nb.checklist.files import Files
from mlsec_nb.checklist.situation import Situation
from tests.factories import result

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)


def situation(folder: Path, **more: Any) -> Situation:
    defaults = {"folder": folder, "now": NOW, "scan": result, "files": Files(folder)}
    return Situation(**{**defaults, **more})

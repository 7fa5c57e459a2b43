"""Writing a decision down: one table more at the end of ``mlsec.toml``, everything else as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mlsec_nb.checklist.aging import latest_day
from mlsec_nb.checklist.clean import holds_secret
from mlsec_nb.checklist.load import find_control
from mlsec_nb.checklist.model import Control, Outcome
from mlsec_nb.checklist.project import Project, load_project, read_project
from mlsec_nb.checklist.scanning import SHORTEST_FINGERPRINT
from mlsec_nb.checklist.store import Store
from mlsec_nb.core.files import write_atomically
from mlsec_nb.core.toml import added, table_text
from mlsec_nb.errors import ConfigError, UsageError
from mlsec_nb.options import parse_settings


@dataclass(frozen=True, slots=True)
class Written:
    """The lines that were added, and to which file."""

    path: Path
    text: str


def attest(
    folder: Path,
    control: str,
    *,
    by: str,
    today: date,
    until: date | None = None,
    statement: Outcome = Outcome.PASS,
    evidence: tuple[str, ...] = (),
    note: str = "",
    within: Path | None = None,
) -> Written:
    """Write down what a person states.

    Parameters
    ----------
    folder
        A folder of the project.
    control
        The id of the control.
    by
        Who states it.
    today
        The day of the statement.
    until
        Its last day; by default the last one that the control allows.
    statement
        ``PASS``, ``FAIL`` or ``NOT_APPLICABLE``.
    evidence
        What it rests on: paths, addresses, numbers of tickets. A pass needs some.
    note
        A sentence about it; that something does not apply needs one.
    within
        A folder that the project must not reach beyond.

    Raises
    ------
    UsageError
        When something is missing, or the control does not allow it.
    ConfigError
        When the file cannot be written.
    """
    project = load_project(folder, today=today, within=within)
    asked = find_control(control, project.controls)
    latest = latest_day(asked, today)
    if statement is Outcome.PASS and not evidence:
        raise UsageError("An attestation rests on something.", "Name it with `--evidence`.")
    if statement is Outcome.NOT_APPLICABLE and not note:
        raise UsageError("That a control does not apply has a reason.", "Give it with `--reason`.")
    _check_end(asked, today, until or latest, latest)
    values = {
        "control": asked.id,
        "statement": statement.value,
        "by": _required(by, "--by"),
        "at": today,
        "expires": until or latest,
        "evidence": [text for text in evidence if text.strip()],
        "note": note,
    }
    return _write(project, "attestation", values, today)


def waive(
    folder: Path,
    control: str,
    *,
    owner: str,
    until: date | None,
    justification: str,
    today: date,
    reason: str = "accepted-risk",
    fingerprint: str = "",
    within: Path | None = None,
) -> Written:
    """Write down that a risk is accepted for a time.

    Parameters
    ----------
    folder, control, today, within
        As in :func:`attest`.
    owner
        Who answers for it.
    until
        Its last day.
    justification
        Why it can be accepted.
    reason
        One of :class:`~mlsec_nb.checklist.model.Reason`.
    fingerprint
        The finding that is meant; by default the whole control is waived.

    Raises
    ------
    UsageError
        When something is missing.
    ConfigError
        When the file cannot be written.
    """
    project = load_project(folder, today=today, within=within)
    asked = find_control(control, project.controls)
    if until is None:
        raise UsageError("A waiver ends.", "Say with `--until` on which day, such as 2027-01-31.")
    if fingerprint and len(fingerprint) < SHORTEST_FINGERPRINT:
        advice = f"Give at least {SHORTEST_FINGERPRINT} characters."
        raise UsageError(f"{fingerprint!r} is too short for a fingerprint.", advice)
    _check_end(asked, today, until, date.max)
    values = {
        "control": asked.id,
        "fingerprint": fingerprint,
        "reason": reason,
        "justification": _required(justification, "--reason"),
        "owner": _required(owner, "--by"),
        "expires": until,
    }
    return _write(project, "waiver", values, today)


def _required(text: str, option: str) -> str:
    if not text.strip():
        raise UsageError(f"Something is missing: {option}.", f"Add `{option}`.")
    return text


def _check_end(control: Control, today: date, until: date, latest: date) -> None:
    if until < today:
        raise UsageError(f"{until} is in the past.", "Name a day to come.")
    if until > latest:
        advice = f"A statement about it lasts {control.max_age_days} days: until {latest} at most."
        raise UsageError(f"{until} is too late for {control.id}.", advice)


def _write(project: Project, kind: str, values: Mapping[str, object], today: date) -> Written:
    """Add a table to the configuration in force, or to a new one; refuse when that is not safe."""
    root = project.folder
    path = project.config or root / "mlsec.toml"
    name = f"tool.mlsec-nb.{kind}" if path.name == "pyproject.toml" else kind
    text = table_text(name, {key: value for key, value in values.items() if value})
    by_hand = f"Add it by hand to {path.name}:\n{text}"
    if holds_secret([text]):
        raise UsageError("The text holds what looks like a secret.", "Leave it out: the file is shared.")
    if not path.resolve().is_relative_to(root.resolve()):
        raise ConfigError(f"{path} leads out of the project.", by_hand)
    with Store(root).writing():
        try:
            before = path.read_bytes() if path.exists() else b""
            after = added(before, text)
            read_project(parse_settings(after.decode("utf-8-sig"), path), path, today=today)
            if (path.read_bytes() if path.exists() else b"") != before:
                raise ConfigError(f"{path} was changed meanwhile.", "Try again.")
            write_atomically(path, after)
        except (OSError, ValueError) as error:
            raise ConfigError(f"{path} cannot be written: {error}.", by_hand) from error
    return Written(path, text)

"""Answers, measurements and runs as JSON and back; what cannot be read raises as plain Python does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from mlsec_nb.checklist.model import Answer, Evidence, Observation, Outcome, Profile, Run
from mlsec_nb.core.finding import Severity
from mlsec_nb.core.measured import Measurement

Json = dict[str, Any]


def write_answer(answer: Answer) -> Json:
    """The JSON of an answer."""
    seen = answer.observation
    observation = {**asdict(seen), "outcome": seen.outcome.value, "at": _text(seen.at)}
    return {**asdict(answer), "at": _text(answer.at), "observation": observation}


def read_answer(record: Mapping[str, Any]) -> Answer:
    """The answer behind its JSON."""
    seen = record["observation"]
    observation = Observation(
        **{
            **seen,
            "outcome": Outcome(seen["outcome"]),
            "evidence": tuple(Evidence(**each) for each in seen["evidence"]),
            "at": None if seen["at"] is None else _moment(seen["at"]),
        }
    )
    return Answer(**{**record, "at": _moment(record["at"]), "observation": observation})


def write_measurement(measurement: Measurement) -> Json:
    """The JSON of a measurement."""
    worst = None if measurement.worst is None else measurement.worst.label
    return {**asdict(measurement), "at": measurement.at.isoformat(), "worst": worst}


def read_measurement(record: Mapping[str, Any]) -> Measurement:
    """The measurement behind its JSON."""
    worst = record["worst"]
    intervals = {name: (low, high) for name, (low, high) in record["intervals"].items()}
    return Measurement(
        **{
            **record,
            "at": _moment(record["at"]),
            "worst": None if worst is None else Severity.parse(worst),
            "intervals": intervals,
        }
    )


def write_run(run: Run) -> Json:
    """The JSON of a run."""
    return {**asdict(run), "at": run.at.isoformat(), "profile": run.profile.value}


def read_run(record: Mapping[str, Any]) -> Run:
    """The run behind its JSON."""
    run = Run(**{**record, "at": _moment(record["at"]), "profile": Profile(record["profile"])})
    scores = {str(pillar): float(score) for pillar, score in run.scores.items()}
    statuses = {str(control): str(status) for control, status in run.statuses.items()}
    return Run(**{**record, "at": run.at, "profile": run.profile, "scores": scores, "statuses": statuses})


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment

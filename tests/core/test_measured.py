"""What profiles record for the checklist."""

from __future__ import annotations

from datetime import datetime, timezone

from mlsec_nb.core.measured import MAX_KEPT, Measurement, Measurements


def measurement(subject: str, question: str = "digest", **other: object) -> Measurement:
    at = datetime(2026, 1, 1, tzinfo=timezone.utc)
    return Measurement(kind="dataset", subject=subject, digest="d", question=question, at=at, **other)


def test_a_newer_measurement_takes_the_place_of_the_older():
    measured = Measurements()
    measured.record(measurement("df", findings=1))
    measured.record(measurement("other"))
    measured.record(measurement("df", findings=2))
    assert [(m.subject, m.findings) for m in measured.recorded()] == [("other", 0), ("df", 2)]


def test_kinds_are_told_apart():
    measured = Measurements()
    measured.record(measurement("df"))
    assert measured.recorded("model") == ()
    assert len(measured.recorded("dataset")) == 1


def test_the_oldest_go_first():
    measured = Measurements()
    for number in range(MAX_KEPT + 1):
        measured.record(measurement(f"df{number}"))
    assert len(measured.recorded()) == MAX_KEPT
    assert measured.recorded()[0].subject == "df1"

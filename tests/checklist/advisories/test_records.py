"""Records in the OSV format: which versions they fit, how grave they are, what fixes them."""

from __future__ import annotations

import pytest

from mlsec_nb.checklist.advisories.cvss import base_score
from mlsec_nb.checklist.advisories.records import merged, read_record
from mlsec_nb.core.finding import Severity
from tests.checklist.advisories.osv import record


def about(*events: dict, versions: tuple[str, ...] = ()) -> dict:
    affected = {"package": {"ecosystem": "PyPI", "name": "Py_Thing"}, "versions": list(versions)}
    return {
        "id": "X-1",
        "affected": [{**affected, "ranges": [{"type": "ECOSYSTEM", "events": list(events)}]}],
    }


BRANCHES = ({"introduced": "1.0"}, {"fixed": "1.5"}, {"introduced": "2.0"}, {"fixed": "2.3"})


@pytest.mark.parametrize(
    ("events", "version", "fixed"),
    [
        (BRANCHES, "0.9", None),
        (BRANCHES, "1.0", "1.5"),
        (BRANCHES, "1.5", None),
        (BRANCHES, "2.3rc1", "2.3"),
        (BRANCHES, "2.10", None),
        (({"introduced": "0"}, {"last_affected": "3.1"}), "3.1", ""),
        (({"introduced": "0"}, {"last_affected": "3.1"}), "3.2", None),
        (({"introduced": "0"},), "99", ""),
    ],
)
def test_ranges(events, version, fixed) -> None:
    found = read_record(about(*events), "py-thing", version)
    assert (found.fixed if found else None) == fixed


def test_listed_versions_names_and_withdrawn() -> None:
    listed = about(versions=("1.0.post1",))
    assert read_record(listed, "py-thing", "1.0.post1")
    assert read_record(listed, "other", "1.0.post1") is None
    assert read_record({**listed, "withdrawn": "2026-01-01T00:00:00Z"}, "py-thing", "1.0.post1") is None


def test_broken_record_is_told() -> None:
    with pytest.raises(ValueError, match="no OSV record"):
        read_record({"id": "X", "affected": [1]}, "a", "1")


# Scores of the specification's own examples, as the calculator of first.org gives them.
@pytest.mark.parametrize(
    ("vector", "score"),
    [
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8),
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10.0),
        ("CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1),
        ("CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1),
        ("CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L", 4.2),
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0.0),
        ("CVSS:4.0/AV:N", None),
        ("CVSS:3.1/AV:N", None),
    ],
)
def test_scores(vector, score) -> None:
    assert base_score(vector) == score


@pytest.mark.parametrize(
    ("more", "severity"),
    [
        ({"severity": "MODERATE"}, Severity.MEDIUM),
        ({"severity": ""}, None),
        ({"identity": "MAL-2026-1", "severity": ""}, Severity.CRITICAL),
    ],
)
def test_severity(more, severity) -> None:
    said = record(more.pop("identity", "X-1"), "a", **more)
    assert read_record(said, "a", "1").severity is severity


def test_severity_of_a_vector() -> None:
    vector = {"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}
    said = {**record("X-1", "a", severity=""), "severity": [vector]}
    assert read_record(said, "a", "1").severity is Severity.CRITICAL


def test_one_hole_in_three_databases_is_one() -> None:
    said = [
        record("PYSEC-1", "a", severity="", aliases=["CVE-1"]),
        record("GHSA-1", "a", fixed="2", aliases=["CVE-1"]),
        record("PYSEC-2", "a", aliases=[]),
        record("CVE-1", "a", severity="LOW"),
    ]
    found = merged(advisory for each in said if (advisory := read_record(each, "a", "1")))
    assert [(each.id, each.severity, each.fixed) for each in found] == [
        ("GHSA-1", Severity.HIGH, "2"),
        ("PYSEC-2", Severity.HIGH, ""),
    ]

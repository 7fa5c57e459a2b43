"""Records in the OSV format (schema 1.x): whether one fits a version, how grave it is, what fixes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mlsec_nb.checklist.advisories.cvss import severity_of
from mlsec_nb.checklist.machine.environment import normalised
from mlsec_nb.checklist.versions import is_older
from mlsec_nb.core.finding import Severity

ECOSYSTEM = "PyPI"
LABELS = {
    "CRITICAL": Severity.CRITICAL,
    "HIGH": Severity.HIGH,
    "MODERATE": Severity.MEDIUM,
    "MEDIUM": Severity.MEDIUM,
    "LOW": Severity.LOW,
}
MALICIOUS = "MAL-"
"""The prefix of records about packages that were made to do harm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advisory:
    """A hole in one installed package.

    Attributes
    ----------
    id, aliases
        Its names in databases of advisories.
    package, version
        What is installed.
    severity
        ``None`` when no database says how grave it is.
    fixed
        The first version above the installed one without it; empty when there is none.
    """

    id: str
    aliases: frozenset[str]
    package: str
    version: str
    severity: Severity | None
    fixed: str

    @property
    def malicious(self) -> bool:
        """Whether the package was made to do harm."""
        return self.id.startswith(MALICIOUS)


def read_record(record: Mapping[str, Any], package: str, version: str) -> Advisory | None:
    """The advisory, if the record is about this version; ``None`` otherwise, and for withdrawn records.

    Raises
    ------
    ValueError
        When the record has another form.
    """
    if record.get("withdrawn"):
        return None
    try:
        affected = [each for each in record.get("affected", ()) if _is_about(each, package)]
        if not any(_fits(each, version) for each in affected):
            return None
        return Advisory(
            id=str(record["id"]),
            aliases=frozenset(map(str, record.get("aliases", ()))),
            package=package,
            version=version,
            severity=_severity(record, affected),
            fixed=_fixed(affected, version),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("This is no OSV record.") from error


def merged(advisories: Iterable[Advisory]) -> tuple[Advisory, ...]:
    """One advisory for each hole: records of several databases name each other as aliases."""
    groups: list[list[Advisory]] = []
    for each in advisories:
        same = [group for group in groups if any(_same(each, other) for other in group)]
        rest = [group for group in groups if group not in same]
        groups = [*rest, [each, *(other for group in same for other in group)]]
    return tuple(sorted(map(_one, groups), key=lambda each: (-(each.severity or 0), each.package, each.id)))


def _same(one: Advisory, other: Advisory) -> bool:
    return one.package == other.package and bool(({one.id} | one.aliases) & ({other.id} | other.aliases))


def _one(group: list[Advisory]) -> Advisory:
    lead = min(group, key=lambda each: (not each.malicious, not each.id.startswith("GHSA-"), each.id))
    graded = [each.severity for each in group if each.severity is not None]
    names = frozenset(name for each in group for name in (each.id, *each.aliases))
    return Advisory(
        id=lead.id,
        aliases=names - {lead.id},
        package=lead.package,
        version=lead.version,
        severity=max(graded, default=None),
        fixed=next((each.fixed for each in (lead, *group) if each.fixed), ""),
    )


def _is_about(affected: Mapping[str, Any], package: str) -> bool:
    said = affected.get("package", {})
    return said.get("ecosystem") == ECOSYSTEM and normalised(str(said.get("name", ""))) == package


def _fits(affected: Mapping[str, Any], version: str) -> bool:
    if version in affected.get("versions", ()):
        return True
    return any(_within(events, version) for events in _ranges(affected))


def _ranges(affected: Mapping[str, Any]) -> Iterator[list[Mapping[str, str]]]:
    for each in affected.get("ranges", ()):
        if each.get("type") == "ECOSYSTEM":
            yield list(each.get("events", ()))


def _within(events: list[Mapping[str, str]], version: str) -> bool:
    """Walk the events in order: each one opens or closes the range of versions with the hole."""
    inside = False
    for event in events:
        if "introduced" in event:
            start = event["introduced"]
            inside = inside or start == "0" or not is_older(version, start)
        elif _closes(event, version):
            inside = False
    return inside


def _closes(event: Mapping[str, str], version: str) -> bool:
    """Whether the hole is no longer in ``version`` after this event."""
    if "fixed" in event:
        return not is_older(version, event["fixed"])
    return "last_affected" in event and is_older(event["last_affected"], version)


def _fixed(affected: list[Mapping[str, Any]], version: str) -> str:
    later = [
        event["fixed"]
        for each in affected
        for events in _ranges(each)
        for event in events
        if "fixed" in event and is_older(version, event["fixed"])
    ]
    least = ""
    for candidate in later:
        if not least or is_older(candidate, least):
            least = candidate
    return least


def _severity(record: Mapping[str, Any], affected: list[Mapping[str, Any]]) -> Severity | None:
    if str(record.get("id", "")).startswith(MALICIOUS):
        return Severity.CRITICAL
    for place in (record, *affected):
        label = str((place.get("database_specific") or {}).get("severity", "")).upper()
        if label in LABELS:
            return LABELS[label]
    vectors = [each for place in (record, *affected) for each in place.get("severity", ())]
    graded = [severity_of(str(each.get("score", ""))) for each in vectors]
    return max((each for each in graded if each is not None), default=None)

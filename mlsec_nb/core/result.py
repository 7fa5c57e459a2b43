"""The outcome of a scan: one :class:`Target` for each notebook or file, found or not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from mlsec_nb.core.finding import Finding, Severity, Skipped
from mlsec_nb.core.notebook import Coverage
from mlsec_nb.core.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One scanned thing. ``kind`` is ``notebook``, ``script`` or ``artifact``."""

    path: str
    kind: str
    format: str
    sha256: str
    coverage: Coverage
    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    @property
    def live(self) -> tuple[Finding, ...]:
        """The findings that are not suppressed."""
        return tuple(f for f in self.findings if f.suppressed is None)

    @property
    def incomplete(self) -> bool:
        """Whether something that should have been read was not."""
        return any(s.gap for s in self.skipped)

    @property
    def verdict(self) -> str:
        """``findings`` if any counts, else ``incomplete`` if there are gaps, else ``clean``."""
        if self.live:
            return "findings"
        return "incomplete" if self.incomplete else "clean"


@dataclass(frozen=True, kw_only=True)
class Result:
    """All targets of one scan, the rules that were in force and what was skipped on the way.

    ``skipped`` here is what belongs to no target: a path that does not exist, an engine that
    could not run.
    """

    targets: tuple[Target, ...]
    skipped: tuple[Skipped, ...] = ()
    rules: Collection[Rule] = ()
    version: str = ""
    ruleset: str = ""
    seconds: float = 0.0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every live finding of every target, in order."""
        return tuple(f for target in self.targets for f in target.live)

    @property
    def coverage(self) -> Coverage:
        """The targets' coverage, added up."""
        read = [target.coverage for target in self.targets]
        return Coverage(
            cells=sum(c.cells for c in read),
            outputs=sum(c.outputs for c in read),
            surfaces=sum(c.surfaces for c in read),
            bytes=sum(c.bytes for c in read),
        )

    def count(self, severity: Severity) -> int:
        """How many live findings have exactly this severity."""
        return sum(f.severity is severity for f in self.findings)

    def all_skipped(self) -> Iterator[tuple[str, Skipped]]:
        """Each thing that was not looked at, with the path it belongs to (``""`` for none)."""
        yield from (("", s) for s in self.skipped)
        yield from ((t.path, s) for t in self.targets for s in t.skipped)

    def exit_status(self, fail_on: Severity) -> int:
        """0 nothing at or above ``fail_on``; 1 something; 2 nothing, but not all could be read."""
        if any(f.severity >= fail_on for f in self.findings):
            return 1
        return 2 if any(s.gap for _, s in self.all_skipped()) else 0

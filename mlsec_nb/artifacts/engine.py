"""Examine a file: find out its format, read it, judge the facts, go on with what is inside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mlsec_nb.artifacts.blob import Blob, open_blob
from mlsec_nb.artifacts.facts import (
    Broken,
    Child,
    Digest,
    Extent,
    Fact,
    Gap,
    Hidden,
    Imports,
    Inflated,
    Label,
    Named,
    Signature,
)  # fmt: skip
from mlsec_nb.artifacts.job import Job
from mlsec_nb.artifacts.limits import Budget, Limits
from mlsec_nb.artifacts.manifest import Manifest
from mlsec_nb.artifacts.pickles.values import Global
from mlsec_nb.artifacts.recognise import is_artifact as is_artifact
from mlsec_nb.artifacts.registry import Check, checks
from mlsec_nb.artifacts.registry import rules as rules
from mlsec_nb.artifacts.sniff import RUNS_CODE, reader_of, sniff
from mlsec_nb.core.finding import Finding, Location, Skipped, Surface, fingerprint
from mlsec_nb.core.notebook import Coverage
from mlsec_nb.core.result import Target
from mlsec_nb.policy.policy import Policy

END_OF_ZIP = b"PK\x05\x06"
MAX_FINDINGS = 500
STREAMS = frozenset({"gzip", "zlib", "bz2", "xz", "lz4", "zstd", "joblib zfile"})


@dataclass(slots=True)
class Node:
    """One thing inside a file: the file itself, a member, a nested pickle."""

    name: str
    size: int
    format: str
    names: list[Global] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    end: int = 0


def examine(
    path: Path,
    *,
    name: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    manifest: Manifest | None = None,
    allow: Iterable[str] = (),
) -> Target:
    """Examine one file without loading it.

    Parameters
    ----------
    path
        The file.
    name
        What to call it in the result; by default ``path`` as given.
    limits
        How much work it may cost.
    manifest
        Expected digests, see :class:`~mlsec_nb.artifacts.manifest.Manifest`.
    allow
        Dotted names of the project's own which a pickle may ask for.
    """
    name = str(path) if name is None else name
    try:
        return summary(path, name=name, limits=limits, manifest=manifest, allow=allow)[0]
    except (OSError, ValueError) as error:
        gap = Skipped("the whole file", f"cannot be read: {getattr(error, 'strerror', None) or error}")
        return Target(path=name, kind="artifact", format="", sha256="", coverage=Coverage(), skipped=(gap,))


def examine_bytes(
    data: bytes,
    name: str,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    allow: Iterable[str] = (),
) -> Target:
    """Examine bytes in memory as if they were the file ``name``."""
    return Examination(name, limits, Policy(allow)).run(Blob(data))[0]


def summary(
    path: Path,
    *,
    name: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    manifest: Manifest | None = None,
    allow: Iterable[str] = (),
) -> tuple[Target, Node]:
    """The result of :func:`examine`, and the tree of what is inside: sizes, formats, globals, verdicts.

    Parameters
    ----------
    path, name, limits, manifest, allow
        As for :func:`examine`.

    Raises
    ------
    OSError
        When the file cannot be read.
    """
    with open_blob(path) as blob:
        examination = Examination(str(path) if name is None else name, limits, Policy(allow))
        return examination.run(blob, path=path, manifest=manifest)


class Examination:
    """One file being examined: the budget, the policy, the findings so far."""

    def __init__(self, name: str, limits: Limits, policy: Policy) -> None:
        self.name = name
        self.budget = Budget(limits=limits)
        self.policy = policy
        self.found: dict[tuple[str, str, str], Finding] = {}
        self.skipped: dict[tuple[str, str], Skipped] = {}
        self._checks: Mapping[type[Fact], tuple[Check, ...]] = checks()

    def run(
        self, blob: Blob, *, path: Path | None = None, manifest: Manifest | None = None
    ) -> tuple[Target, Node]:
        """Examine ``blob`` and everything in it."""
        root = self._visit(blob, Path(self.name).name, member="", depth=0)
        digest = self._digest(blob, path, manifest)
        findings = sorted(self.found.values(), key=lambda f: (-f.severity, f.location.member or "", f.rule))
        target = Target(
            path=self.name,
            kind="artifact",
            format=root.format,
            sha256=digest,
            coverage=Coverage(bytes=len(blob)),
            findings=tuple(findings[:MAX_FINDINGS]),
            skipped=tuple(self.skipped.values()),
        )
        return target, root

    def _digest(self, blob: Blob, path: Path | None, manifest: Manifest | None) -> str:
        expected = manifest.expected(path) if manifest and path else None
        if manifest is None and len(blob) > self.budget.limits.digest:
            self._skip(
                "the digest", f"the file is larger than {self.budget.limits.digest >> 20} MiB", gap=False
            )
            return ""
        digest = sha256(blob)
        if manifest:
            self._judge(Digest(expected=expected, actual=digest), "")
            for state, why in manifest.signature(path):
                self._judge(Signature(state=state, why=why), "")
        return digest

    def _visit(self, blob: Blob, name: str, *, member: str, depth: int, hint: str | None = None) -> Node:
        """Read one blob; a reader that fails costs this blob only, and is reported."""
        node = Node(name=name, size=len(blob), format=hint or "empty")
        if not len(blob):
            if depth == 0:
                self._skip("the whole file", "it is empty")
            return node
        try:
            self._read(blob, node, member, depth, hint)
        except Exception as error:
            what = member or "the whole file"
            self._skip(what, f"the reader of {node.format} failed: {type(error).__name__}")
        return node

    def _read(self, blob: Blob, node: Node, member: str, depth: int, hint: str | None) -> None:
        kind = node.format = hint or sniff(blob, node.name)
        for fact in reader_of(kind)(blob, Job(self.policy.judge, self.budget, node.name)):
            self._take(fact, node, member, depth)
        if kind in STREAMS and node.children:
            node.format = f"{node.children[0].format}, {kind}"
        if hint is None:
            self._also_a_zip(blob, kind, node, member, depth)
            runs_code = node.format.startswith(RUNS_CODE)
            self._judge(Named(name=node.name, format=node.format, runs_code=runs_code), member)

    def _take(self, fact: Fact, node: Node, member: str, depth: int) -> None:
        if isinstance(fact, Child):
            self._child(fact, node, member, depth)
            return
        if isinstance(fact, Label):
            node.format = fact.text
            return
        if isinstance(fact, Extent):
            node.end = fact.end
        elif isinstance(fact, Imports):
            node.names += fact.names
        elif isinstance(fact, Gap):
            self._skip(_place(member, fact.what), fact.why)
        elif isinstance(fact, (Broken, Inflated)) and getattr(fact, "gap", True):
            self._skip(_place(member, fact.what), getattr(fact, "why", "it was not unpacked to its end"))
        self._judge(fact, member)

    def _child(self, child: Child, node: Node, member: str, depth: int) -> None:
        separator = "!" if member and child.name else ""
        inner = f"{member}{separator}{child.name}"
        if depth >= self.budget.limits.depth:
            self._skip(inner or "what is inside", "it is nested too deeply")
            return
        if self.budget.late:
            self._skip(inner or "what is inside", "the time is up")
            return
        if child.quiet:
            self._quietly(child, node, inner, depth)
            return
        name = child.name.rsplit("/", 1)[-1] or node.name.rsplit(".", 1)[0]
        node.children.append(self._visit(child.blob, name, member=inner, depth=depth + 1, hint=child.hint))

    def _quietly(self, child: Child, node: Node, inner: str, depth: int) -> None:
        """Look into a byte string that may be anything: only what is sure to be meant counts."""
        trial = Examination(self.name, self.budget.limits, self.policy)
        trial.budget = self.budget
        inside = trial._visit(child.blob, "", member=inner, depth=depth + 1, hint=child.hint)
        if _asks(inside):
            self.found.update({key: f for key, f in trial.found.items() if f.rule not in _ONLY_OPEN})
            node.children.append(inside)

    def _also_a_zip(self, blob: Blob, kind: str, node: Node, member: str, depth: int) -> None:
        """A zip archive is found by its end: any other file may be one as well."""
        if kind in ("zip", "tar", "7z") or len(blob) < 22:
            return
        tail = blob.read(max(0, len(blob) - 65_557))
        if END_OF_ZIP in tail and (b"PK\x01\x02" in tail or len(blob) > len(tail)):
            from mlsec_nb.artifacts.formats.zip import directory

            records, _, complaint = directory(blob, 10)
            if records and not complaint:
                # In a pickled byte string an archive is at home, but zip readers find it all the same.
                if node.end < len(blob) - len(tail) + tail.rfind(END_OF_ZIP):
                    self._judge(Hidden(what="a zip archive behind other content", severe=True), member)
                node.children.append(
                    self._visit(blob, "zip", member=member, depth=depth + 1, hint="zip inside")
                )

    def _judge(self, fact: Fact, member: str) -> None:
        for rule, check in self._checks.get(type(fact), ()):
            for verdict in check(fact):
                key = (rule.id, member, verdict.subject)
                if key in self.found or len(self.found) >= MAX_FINDINGS:
                    continue
                self.found[key] = Finding(
                    rule=rule.id,
                    name=rule.name,
                    engine="artifacts",
                    severity=rule.severity if verdict.severity is None else verdict.severity,
                    confidence=rule.confidence if verdict.confidence is None else verdict.confidence,
                    message=_clean(verdict.message),
                    advice=verdict.advice or rule.advice,
                    evidence=_clean(verdict.evidence),
                    location=Location(surface=Surface.FILE, member=_clean(member) or None),
                    fingerprint=fingerprint(rule.id, member, verdict.subject),
                    controls=rule.controls,
                    references=rule.references,
                )

    def _skip(self, what: str, why: str, *, gap: bool = True) -> None:
        if len(self.skipped) < MAX_FINDINGS:
            self.skipped.setdefault((what, why), Skipped(_clean(what), _clean(why), gap))


_ONLY_OPEN = frozenset({"MLS302", "MLS304", "MLS306", "MLS316", "MLS317"})
"""Rules that say nothing of a byte string which only may be a pickle."""


def _asks(node: Node) -> bool:
    """Whether a trial met a name that is not safe, itself or further inside."""
    return any(found.verdict != "safe" for found in node.names) or any(
        _asks(inner) for inner in node.children
    )


def _place(member: str, what: str) -> str:
    return f"{member}: {what}" if member and what != member else what


def _clean(text: str) -> str:
    """Keep control characters and escapes of hostile names out of every report."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text[:600])


def sha256(blob: Blob) -> str:
    """The digest of a blob, in pieces."""
    digest = hashlib.sha256()
    for offset in range(0, len(blob), 1 << 22):
        digest.update(blob.read(offset, 1 << 22))
    return digest.hexdigest()

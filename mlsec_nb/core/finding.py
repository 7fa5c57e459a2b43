"""What the engines yield: a :class:`Finding`, or a :class:`Skipped` for what was not looked at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum, IntEnum


class Severity(IntEnum):
    """How bad it is if the finding is true; a separate scale from :class:`Confidence`."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def label(self) -> str:
        """The lower-case name used on the wire and on the command line."""
        return self.name.lower()

    @classmethod
    def parse(cls, text: str) -> Severity:
        """Read a label; raises ``KeyError`` for an unknown one."""
        return cls[text.upper()]


class Confidence(IntEnum):
    """How sure the engine is that the finding is true."""

    LOW = 0
    MEDIUM = 1
    HIGH = 2

    @property
    def label(self) -> str:
        """The lower-case name used on the wire."""
        return self.name.lower()


class Surface(str, Enum):
    """The part of a notebook that a text was read from; ``object`` is a table or model in memory."""

    SOURCE = "source"
    OUTPUT = "output"
    METADATA = "metadata"
    ATTACHMENT = "attachment"
    FILE = "file"
    OBJECT = "object"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a finding is, from the outside in.

    Lines and columns count from 1, columns in code points, ``end_column`` is one past the last
    character. ``cell`` is the 0-based index, ``None`` at the level of the notebook or file.
    ``pointer`` is the RFC 6901 JSON pointer of the raw value inside the ``.ipynb`` file. ``member`` is a
    path inside an archive; of an object in memory it is the column, or the path of the attribute.
    """

    surface: Surface
    cell: int | None = None
    cell_id: str | None = None
    output: int | None = None
    mime: str | None = None
    line: int = 1
    end_line: int | None = None
    column: int | None = None
    end_column: int | None = None
    member: str | None = None
    pointer: str | None = None

    @property
    def whole(self) -> bool:
        """Whether this is a file, or a ``member`` of one, that has no lines."""
        return self.surface is Surface.FILE and self.cell is None and self.column is None


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count: ``by`` is ``inline``, ``tag``, ``baseline`` or ``config``."""

    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text from (line, column) to (end_line, end_column) of the finding's surface."""

    line: int
    column: int
    end_line: int
    end_column: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that removes the finding; always offered, never applied unasked."""

    title: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another place that explains the finding, such as the cell that printed a leaked value."""

    location: Location
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong at one place.

    ``message``, ``advice`` and ``evidence`` never hold a secret or a personal datum in plain
    text: engines mask where they find. ``highlight`` is the 0-based half-open span of
    ``evidence`` that the finding is about. ``loads`` are the paths that the code certainly reads there, as
    written; the scan looks at those files, and what comes of it is in the message.
    """

    rule: str
    name: str
    engine: str
    severity: Severity
    confidence: Confidence
    message: str
    advice: str
    evidence: str
    location: Location
    fingerprint: str
    highlight: tuple[int, int] | None = None
    suppressed: Suppression | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    controls: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was not looked at, and why.

    A ``gap`` is a failure or an exhausted limit: the answer is incomplete and the exit status 2.
    Without it the omission is by design (an image has no text) and only counted.
    """

    what: str
    why: str
    gap: bool = True


def fingerprint(*parts: str) -> str:
    """Digest the parts that identify a finding: 16 hex digits, stable between runs and machines."""
    digest = hashlib.blake2b(digest_size=8, person=b"mlsec-finding")
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()

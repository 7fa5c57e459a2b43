"""What the readers of formats tell the rules: facts, without judging how bad they are."""

from __future__ import annotations

from dataclasses import dataclass

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.pickles.values import Global


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something seen at ``offset`` of the blob that is being read."""

    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Imports(Fact):
    """Every global that one pickle asks for, in order."""

    names: tuple[Global, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trick(Fact):
    """A use of the pickle machine that no honest pickler makes; ``kind`` is a key of the rule's table."""

    kind: str
    subject: str
    severe: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Fact):
    """Code carried by value. ``names`` are what it refers to, ``dangerous`` those that do harm."""

    kind: str
    subject: str
    dangerous: tuple[str, ...] = ()
    runs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken(Fact):
    """The stream or file does not follow its format; ``gap`` when the rest could not be read."""

    what: str
    why: str
    gap: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden(Fact):
    """Content where no reader of the format looks: after the end, between members."""

    what: str
    severe: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Fact):
    """A member of an archive. ``link`` is the target of a link."""

    name: str
    size: int = 0
    packed: int = 0
    link: str | None = None
    special: bool = False
    head: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflated(Fact):
    """Decompression that had to be stopped, or sizes that cannot be meant."""

    what: str
    packed: int
    unpacked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly(Fact):
    """An archive that two readers would read differently."""

    kind: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Header(Fact):
    """A header that lies: sizes, offsets, counts. ``severe`` when a reader could be harmed."""

    what: str
    severe: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer(Fact):
    """A layer of a Keras configuration that is, or names, code."""

    kind: str
    subject: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator(Fact):
    """An operator of a graph that reaches outside the graph."""

    kind: str
    name: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Fact):
    """Another file or address that loading would open."""

    kind: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Template(Fact):
    """A Jinja template that the loader renders."""

    where: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteCode(Fact):
    """A setting that makes the loader import code which comes with the model."""

    key: str
    target: str
    severe: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Fact):
    """The suffix of a file and the format of its content; known only for whole files and members."""

    name: str
    format: str
    runs_code: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest(Fact):
    """What a manifest says of the file and what is so."""

    expected: str | None
    actual: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature(Fact):
    """What came of verifying a signature: ``state`` is ``missing``, ``wrong`` or ``unverified``."""

    state: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label(Fact):
    """What the format turned out to be, more exactly than its first bytes told."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent(Fact):
    """Where the content that was read ends."""

    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap(Fact):
    """Something that was not examined, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Child(Fact):
    """A run of bytes to examine in turn, as the member ``name``; ``hint`` names its format when known."""

    name: str
    blob: Blob
    hint: str | None = None
    quiet: bool = False

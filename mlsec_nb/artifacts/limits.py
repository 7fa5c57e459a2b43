"""How much work one file may cost. What lies beyond a limit is reported as not examined."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds for one file, everything nested in it included.

    Attributes
    ----------
    seconds
        Time; checked between members and every few thousand opcodes.
    unpacked
        Bytes that decompression may yield in all.
    ratio
        Decompression beyond this factor (and a few MiB) counts as a bomb.
    members
        Members of archives in all.
    depth
        Archives in archives, pickles in pickles.
    opcodes
        Pickle opcodes in all.
    digest
        Files above this size are hashed only when a manifest asks for it.
    """

    seconds: float = 20.0
    unpacked: int = 192 * MIB
    ratio: int = 200
    members: int = 20_000
    depth: int = 8
    opcodes: int = 40_000_000
    digest: int = 256 * MIB


@dataclass(slots=True)
class Budget:
    """What is left of the limits while one file is examined."""

    limits: Limits
    unpacked: int = 0
    members: int = 0
    opcodes: int = 0
    deadline: float = field(init=False)

    def __post_init__(self) -> None:
        self.deadline = time.monotonic() + self.limits.seconds

    @property
    def late(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() > self.deadline

    @property
    def room(self) -> int:
        """How many bytes decompression may still yield."""
        return max(0, self.limits.unpacked - self.unpacked)

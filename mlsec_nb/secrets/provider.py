"""What a file in ``plugins/`` declares: a kind of secret, how it looks, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mlsec_nb.core.finding import Confidence, Severity

LEFT = r"(?:(?<![A-Za-z0-9_])|(?<=\\[nrtb]))"
"""A token starts here; the ``n`` of a printed ``\\n`` is no part of it."""

RIGHT = r"(?![A-Za-z0-9_])"

CONTROLS = ("DATA-03",)
"""What every secret speaks to in the checklist."""


@dataclass(frozen=True)
class Pattern:
    """The form of a token.

    Attributes
    ----------
    needle
        Text that every match contains, as it stands; lines without it are never looked at.
    token
        Regular expression of the whole token, without its boundaries.
    fixed
        How many leading characters say nothing of the value (default: the needle's length).
    severity
        Replaces the provider's, for tokens that are worth less (test keys) or more.
    left, right
        Boundaries, where a token may touch letters.
    trigger
        For a token without any fixed text (its needle is empty): a regular expression, without
        lookarounds, for which lines are searched instead.
    label
        What this token is, where the provider's label covers several services.
    """

    needle: str
    token: str
    fixed: int | None = None
    severity: Severity | None = None
    left: str = LEFT
    right: str = RIGHT
    trigger: str = ""
    label: str = ""

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The token between its boundaries; compiled when a line holds the needle."""
        return re.compile(f"{self.left}(?:{self.token}){self.right}")

    @property
    def skip(self) -> int:
        """The length of the part that is the same in every token."""
        return len(self.needle) if self.fixed is None else self.fixed


@dataclass(frozen=True)
class Provider:
    """A kind of secret.

    Attributes
    ----------
    id, name
        Of the rule: ``MLS101``, ``openai-key``.
    about
        What it finds, for the documentation.
    label
        For sentences: "an OpenAI API key" is ``OpenAI API key``.
    harm
        Why it matters, a sentence.
    revoke
        What to do, a sentence: where the owner revokes or replaces it.
    patterns
        Forms that give the secret away wherever it stands.
    vendors
        Words of a variable, function or host that make a value of ``shape`` this provider's.
    shape
        Regular expression of the whole value, for secrets without a form of their own.
    """

    id: str
    name: str
    label: str
    about: str
    harm: str
    revoke: str
    patterns: tuple[Pattern, ...] = ()
    vendors: Sequence[str] = ()
    shape: str = ""
    severity: Severity = Severity.HIGH
    confidence: Confidence = Confidence.HIGH
    references: tuple[str, ...] = ("CWE-798", "CWE-312")
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()

    @cached_property
    def shape_regex(self) -> re.Pattern[str]:
        """``shape``, compiled when a name speaks of the vendor."""
        return re.compile(self.shape)

"""Masking: nothing that leaves the process holds a secret in plain text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

SHORT_HASH_BITS = 16


def short_hash(value: str, salt: str = "") -> str:
    """Four hex digits of a salted digest of ``value``.

    Sixteen bits tell two values of one report apart and notice that a value has changed; they
    are too few to confirm a guess, so a report or baseline can be shared.
    """
    digest = hashlib.blake2b(
        value.encode("utf-8", "surrogatepass"),
        digest_size=SHORT_HASH_BITS // 8,
        key=salt.encode()[:64],
        person=b"mlsec-value",
    )
    return digest.hexdigest()


def mask(kind: str, value: str, salt: str = "") -> str:
    """What a report shows instead of ``value``: its kind, length and salted short hash."""
    return f"[{kind}, {len(value)} characters, #{short_hash(value, salt)}]"


class Redactor:
    """Replaces known values in any text by their masks, longest first.

    Parameters
    ----------
    values
        Pairs of (value, kind). Values shorter than four characters are left out: replacing them
        would shred the text, and such a value is masked where it is found.
    salt
        The salt of the short hashes.
    """

    def __init__(self, values: Iterable[tuple[str, str]] = (), salt: str = "") -> None:
        masks = {value: mask(kind, value, salt) for value, kind in values if len(value) >= 4}
        self._masks = sorted(masks.items(), key=lambda item: len(item[0]), reverse=True)

    def __call__(self, text: str) -> str:
        """Return ``text`` with every known value masked."""
        for value, replacement in self._masks:
            if value in text:
                text = text.replace(value, replacement)
        return text

    def span(self, text: str, start: int, end: int) -> tuple[str, tuple[int, int]]:
        """Mask ``text`` and move the span (start, end) along with what it pointed at."""
        before, inside, after = self(text[:start]), self(text[start:end]), self(text[end:])
        whole = self(text)
        if before + inside + after == whole:
            return whole, (len(before), len(before) + len(inside))
        return whole, (0, len(whole))

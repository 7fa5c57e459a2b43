"""Secrets that documentation prints for everybody: emulator keys, samples of manuals.

They are kept as digests, so that this list trips no scanner, this one included.
"""

from __future__ import annotations

import hashlib

DIGESTS: frozenset[str] = frozenset(
    (
        "08f1e498f02f7a51 1bbf8be0b5bf06c9 2fd92fd3563ebf88 3037adf29b347fb7 4788e447027484bf "
        "49a416162857feaf 67a89ea617dccdcd 8706d092e3c8f0f6 945fa9659dadcb4f 95f9f256b941bd59 "
        "b356e532ccc0e4ae b7dbc46e578a1e8c bb75e0d74e590150 c9eced1924dc2656 f1f6cb7e4e2edc95 "
        "fa46e67b017c5fa8"
    ).split()
)
"""Digests of the published values; :func:`digest` makes one."""


def digest(value: str) -> str:
    """The digest under which a published value is listed."""
    return hashlib.blake2b(
        value.encode("utf-8", "surrogatepass"), digest_size=8, person=b"mlsec-known"
    ).hexdigest()


def is_documented(value: str) -> bool:
    """Whether ``value`` is printed in public documentation, so that nobody can lose it."""
    return "EXAMPLE" in value or digest(value) in DIGESTS

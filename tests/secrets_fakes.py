"""Values with the shape of secrets, assembled from a seed: none was ever issued."""

from __future__ import annotations

import random
import string

LETTERS = string.ascii_letters + string.digits


def letters(number: int, seed: int = 0) -> str:
    return "".join(random.Random(f"mlsec-nb {seed} {number}").choices(LETTERS, k=number))


def openai_key(seed: int = 0) -> str:
    """The legacy shape: twenty characters on each side of a fixed marker."""
    return f"sk-{letters(20, seed)}{'T3Blbk' + 'FJ'}{letters(20, seed + 1000)}"

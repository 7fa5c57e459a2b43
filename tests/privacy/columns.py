"""Columns of made-up people for tests: nobody of that name is meant."""

from __future__ import annotations

import random

from mlsec_nb.privacy.kind import Kind

GIVEN = "anna peter maria john sofia james emma david laura paul julia mark lena thomas clara simon".split()
FAMILY = "smith miller jones garcia weber rossi novak berg wilson dubois silva kowalski hansen".split()


def people(count: int = 60) -> list[str]:
    """Full names."""
    draw = random.Random(1)
    return [f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}".title() for _ in range(count)]


def numbers(form: str, count: int = 60, *, seed: int = 1) -> list[str]:
    """Texts of a form where ``#`` is a digit and ``?`` a capital."""
    draw = random.Random(seed)
    return [
        "".join(
            draw.choice("0123456789")
            if sign == "#"
            else draw.choice("ABCDEFGHJKMNPRSTUVWXYZ")
            if sign == "?"
            else sign
            for sign in form
        )
        for _ in range(count)
    ]


def valid(kind: Kind, form: str, count: int = 60) -> list[str]:
    """Texts of a form that are of a kind."""
    found: list[str] = []
    seed = 0
    while len(found) < count and seed < 400:
        seed += 1
        found += [text for text in numbers(form, 500, seed=seed) if kind.check(text)]
    return found[:count]

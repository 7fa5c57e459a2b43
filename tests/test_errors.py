"""Every error says what to do about it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.test_layers import MODULES, ROOT

ERRORS = {"ConfigError", "UnreadableError", "UnsafeUnpicklingError", "UsageError"}
OWN = ("frontends/server/", "frontends/magics/magic.py")
"""Requests of our own panel, which no person writes; and an error of IPython that hands ours on."""


def without_advice(source: str) -> Iterator[int]:
    """The lines that raise one of our errors with a message only."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name), args=[_], keywords=[])) if name in ERRORS:
                yield node.lineno


def test_an_error_with_a_message_only_is_found() -> None:
    assert list(without_advice('raise UsageError("Bad.")\nraise UsageError("Bad.", "Do better.")')) == [1]


def test_every_error_says_what_to_do() -> None:
    asked = [module for module in MODULES if not module.as_posix().startswith(OWN)]
    found = {str(module): list(without_advice((ROOT / module).read_text("utf-8"))) for module in asked}
    assert {module: lines for module, lines in found.items() if lines} == {}

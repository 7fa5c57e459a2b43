"""Values that kernels show but do not want to be saved: masked in the outputs of all that is written.

They stay in this process' memory, until the guard is switched off or the server ends: the browser still
shows them when their kernel has ended, and may save them at any time.
"""

from __future__ import annotations

from typing import Any

from mlsec_nb.errors import UsageError
from mlsec_nb.guard.outputs import Matcher
from mlsec_nb.guard.values import LONGEST, MOST

MOST_KERNELS = 100
"""Kernels whose values are kept; those of the oldest are dropped."""

LONGEST_NAME = 200

Json = dict[str, Any]


class Unsaved:
    """The values by the kernels that handed them over."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, str]] = {}
        self._salt = ""
        self._matcher: Matcher | None = None

    def take(self, request: Any) -> None:
        """Add the values of a kernel, or forget them when they are ``null``.

        Raises
        ------
        UsageError
            When the request does not name a kernel and texts with their names.
        """
        kernel, values = _parsed(request)
        if values is None:
            self._values.pop(kernel, None)
        else:
            known = {**self._values.pop(kernel, {}), **values}
            self._values[kernel] = dict(list(known.items())[-MOST:])
            self._salt = str(request.get("salt", ""))
        while len(self._values) > MOST_KERNELS:
            del self._values[next(iter(self._values))]
        self._matcher = None

    def masked(self, content: Json) -> Json:
        """The notebook with these values masked in its outputs; itself when there are none."""
        if not any(self._values.values()):
            return content
        if self._matcher is None:
            labels = {value: label for known in self._values.values() for value, label in known.items()}
            self._matcher = Matcher(labels, self._salt)
        cells = content.get("cells")
        if not isinstance(cells, list):
            return content
        return {**content, "cells": [_masked_cell(cell, self._matcher) for cell in cells]}


def _parsed(request: Any) -> tuple[str, dict[str, str] | None]:
    given = request if isinstance(request, dict) else {}
    kernel, values = given.get("kernel"), given.get("values", ())
    if not (isinstance(kernel, str) and 0 < len(kernel) <= LONGEST_NAME) or not (
        values is None or _are_texts(values)
    ):
        raise UsageError("A kernel and its values are expected.", "Only a kernel's guard asks this.")
    return kernel, values


def _are_texts(values: Any) -> bool:
    return (
        isinstance(values, dict)
        and len(values) <= MOST
        and all(isinstance(name, str) and len(name) <= LONGEST_NAME for name in values.values())
        and all(0 < len(value) <= LONGEST for value in values)
    )


def _masked_cell(cell: Any, matcher: Matcher) -> Any:
    if not isinstance(cell, dict) or not cell.get("outputs"):
        return cell
    masked, labels = matcher.masked_tree(_joined(cell["outputs"]))
    return {**cell, "outputs": masked} if labels else cell


def _joined(value: Any) -> Any:
    """``value`` with texts that are lists of lines in one piece, so that a value may span them."""
    if isinstance(value, dict):
        return {key: _joined(item) for key, item in value.items()}
    if isinstance(value, list):
        if value and all(isinstance(item, str) for item in value):
            return "".join(value)
        return [_joined(item) for item in value]
    return value

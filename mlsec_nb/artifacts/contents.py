"""What a file holds, in words: for the notebook that loads it."""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.engine import Node

PLAIN = frozenset({"builtins", "__builtin__", "collections", "copyreg", "copy_reg", "_codecs", "datetime"})
"""Modules whose safe names make the values that Python itself is made of."""

MOST = 4


def spoken(node: Node) -> str:
    """``objects of numpy and sklearn, as joblib``: what loading would make, as far as names tell."""
    packages = {found.module.partition(".")[0] for each in walk(node) for found in each.names}
    libraries = sorted(packages - PLAIN)
    more = f" and {len(libraries) - MOST} more" if len(libraries) > MOST else ""
    if libraries:
        named = ", ".join(libraries[:MOST])
        head, _, last = named.rpartition(", ")
        joined = named if more or not head else f"{head} and {last}"
        what = f"objects of {joined}{more}"
    else:
        what = "plain values" if packages or "pickle" in node.format else "data"
    return f"{what}, as {node.format}"


def walk(node: Node) -> Iterator[Node]:
    """The node and everything in it."""
    yield node
    for inner in node.children:
        yield from walk(inner)

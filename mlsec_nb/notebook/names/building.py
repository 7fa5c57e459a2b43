"""Making values that stay small: cut in length, in number and in nesting, whatever a notebook does."""

from __future__ import annotations

from mlsec_nb.notebook.names.values import MAX_DEPTH, UNKNOWN, Const, Map, Ref, Seq, Text, Value

MAX_PATH = 240
MAX_ITEMS = 200
MAX_PARTS = 24
MAX_TEXT = 20_000


def derived(path: str, inputs: tuple[Value, ...]) -> Value:
    """A reference with inputs, cut where it would grow without bound."""
    if len(path) > MAX_PATH:
        path = "?"
    kept = tuple([value for value in inputs if value])
    if not kept:
        return (Ref(path),)
    depth = _nesting(kept)
    return (Ref(path, kept, depth),) if depth <= MAX_DEPTH else (Ref(path),)


def extended(path: str, origin: Ref) -> Value:
    """A reference reached from another one: with the same inputs."""
    return (Ref(path if len(path) <= MAX_PATH else "?", origin.inputs, origin.depth),)


def sequence(items: list[Value]) -> Value:
    """A display of ``items``; unknown when it is nested too deeply to be looked into."""
    kept = tuple(items[:MAX_ITEMS])
    depth = _nesting(kept)
    return (Seq(kept, depth),) if depth <= MAX_DEPTH else UNKNOWN


def mapping(items: dict[object, Value], *, is_open: bool = False) -> Value:
    """A dict display; unknown when it is nested too deeply to be looked into."""
    if len(items) > MAX_ITEMS:
        items, is_open = dict(list(items.items())[:MAX_ITEMS]), True
    depth = _nesting(tuple(items.values()))
    return (Map(items, is_open, depth),) if depth <= MAX_DEPTH else UNKNOWN


def text(*parts: Value) -> Value:
    """Text joined from ``parts``: a literal if all of them are, else a :class:`Text`."""
    flat: list[Value] = []
    for part in parts:
        if len(part) == 1 and isinstance(part[0], Text):
            flat.extend(part[0].parts)
        else:
            flat.append(part)
    literal = _literal_text(flat)
    if literal is not None:
        return (Const(literal),)
    if len(flat) > MAX_PARTS:
        flat = flat[: MAX_PARTS // 2] + flat[-MAX_PARTS // 2 :]
    depth = _nesting(tuple(flat))
    return (Text(tuple(flat), depth),) if depth <= MAX_DEPTH else (Text(()),)


def _literal_text(parts: list[Value]) -> str | None:
    """The parts joined, if each is one literal text."""
    pieces = []
    for part in parts:
        atom = part[0] if len(part) == 1 else None
        if not isinstance(atom, Const) or not isinstance(atom.value, str):
            return None
        pieces.append(atom.value)
    whole = "".join(pieces)
    return whole if len(whole) <= MAX_TEXT else None


def _nesting(values: tuple[Value, ...]) -> int:
    deepest = -1
    for value in values:
        for atom in value:
            if atom.depth > deepest:
                deepest = atom.depth
    return deepest + 1

"""Plain data: what operators, subscripts and methods of text, lists and dicts give."""

from __future__ import annotations

import ast
import base64
import binascii
import re
from collections.abc import Callable, Mapping
from itertools import zip_longest

from mlsec_nb.notebook.names.building import derived, mapping, sequence, text
from mlsec_nb.notebook.names.values import (
    UNKNOWN,
    Const,
    Map,
    Ref,
    Seq,
    Text,
    Value,
    constants,
    strings,
    union,
)

MAX_FOLD = 4000
FOLDED = frozenset(
    "lower upper strip lstrip rstrip title capitalize casefold swapcase decode encode "
    "removeprefix removesuffix".split()
)
SHAPED = (
    frozenset("format join replace format_map expandtabs zfill ljust rjust center translate".split()) | FOLDED
)
CARRIERS = (Ref, Text)
_SIMPLE_FIELD = re.compile(r"\{(\w*)\}")
_PERCENT = re.compile(r"%[sdr]")


def binary(operator: ast.operator, left: Value, right: Value) -> Value:
    """``left operator right``."""
    if isinstance(operator, ast.BitOr):
        return _or(left, right)
    if not left and not right:
        return UNKNOWN
    if isinstance(operator, ast.Div):
        if _pathlike(left):
            return text(left, (Const("/"),), right)
        return derived("?", (left, right)) if _carries(left) or _carries(right) else UNKNOWN
    if isinstance(operator, ast.Mod) and _textual(left):
        return _percent(left, right)
    if not isinstance(operator, ast.Add):
        return derived("?", (left, right)) if _carries(left) or _carries(right) else UNKNOWN
    if len(left) == 1 and len(right) == 1:
        match left[0], right[0]:
            case Seq(items=first), Seq(items=second):
                return sequence([*first, *second])
            case Const(value=bytes() as first), Const(value=bytes() as second):
                return (Const(first + second),) if len(first + second) < MAX_FOLD else UNKNOWN
    return text(left, right) if (left and right) or _textual(left) or _textual(right) else _sum(left, right)


def _carries(value: Value) -> bool:
    """Whether something flowed into a value that is worth following."""
    return any(isinstance(atom, CARRIERS) for atom in value)


def _sum(left: Value, right: Value) -> Value:
    return derived("?", (left, right)) if _carries(left) or _carries(right) else UNKNOWN


def _or(left: Value, right: Value) -> Value:
    items: dict[object, Value] = {}
    is_open = merge_into(items, left)
    is_open |= merge_into(items, right)
    return mapping(items, is_open=is_open) if items else derived("?", (left, right))


def _textual(value: Value) -> bool:
    return any(isinstance(a, Text) or (isinstance(a, Const) and isinstance(a.value, str)) for a in value)


def _pathlike(value: Value) -> bool:
    return _textual(value) or any(isinstance(a, Ref) and a.path.startswith("pathlib.") for a in value)


def _percent(left: Value, right: Value) -> Value:
    template = strings(left)
    match right:
        case (Seq(items=items),):
            values = list(items)
        case _:
            values = [right]
    if len(template) != 1 or len(_PERCENT.findall(template[0])) != len(values) or len(values) > 50:
        return text(left, *values[:50])
    pieces = _PERCENT.split(template[0])
    parts: list[Value] = [(Const(pieces[0]),)]
    for value, piece in zip(values, pieces[1:], strict=True):
        parts += [value, (Const(piece),)]
    return text(*parts)


def merge_into(items: dict[object, Value], value: Value) -> bool:
    """Add the entries of a dict value; true if there may be more of them than known."""
    is_open = not value
    for atom in value:
        if isinstance(atom, Map):
            for key, entry in atom.items.items():
                items[key] = union(items[key], entry) if len(value) > 1 and key in items else entry
            is_open |= atom.open
        else:
            is_open = True
    return is_open


def merged(first: Value, second: Value) -> Value:
    """The display whose entries are those of either of two; the calls of a function differ in them."""
    match first, second:
        case (Seq(items=ours),), (Seq(items=theirs),):
            pairs = zip_longest(ours, theirs, fillvalue=UNKNOWN)
            return sequence([union(*pair) for pair in pairs])
        case (Map(items=before),), (Map(items=after),):
            keys = {**before, **after}
            return mapping({key: union(before.get(key, UNKNOWN), after.get(key, UNKNOWN)) for key in keys})
    return first or second


def item(atom: Map | Seq | Const, index: Value) -> Value:
    """``atom[index]`` of a display or text; every entry when the index is not known."""
    keys = constants(index)
    match atom:
        case Map(items=items):
            known = [items[key] for key in keys if _hashable(key) and key in items]
            if not keys:
                return union(*items.values())
            return union(*known) or union(*(value for key, value in items.items() if type(key) is object))
        case Seq(items=entries):
            numbers = [key for key in keys if isinstance(key, int)]
            if not numbers:
                return union(*entries)
            return union(*(entries[n] for n in numbers if -len(entries) <= n < len(entries)))
        case Const(value=str() as literal):
            return tuple(
                Const(literal[n]) for n in keys if isinstance(n, int) and -len(literal) <= n < len(literal)
            )
    return UNKNOWN


def _hashable(key: object) -> bool:
    return isinstance(key, str | bytes | int | float | type(None))


def sliced(owner: Value, bounds: ast.Slice, evaluate: Callable[[ast.expr], Value]) -> Value:
    """``owner[a:b:c]``."""
    numbers: list[int | None] = []
    for bound in (bounds.lower, bounds.upper, bounds.step):
        value = constants(evaluate(bound)) if bound is not None else (None,)
        numbers.append(value[0] if len(value) == 1 and isinstance(value[0], int) else None)
    step = slice(*numbers) if numbers[2] != 0 else slice(None)
    found: list[Value] = []
    for atom in owner:
        match atom:
            case Const(value=str() | bytes() as literal):
                found.append((Const(literal[step]),))
            case Seq(items=items):
                found.append(sequence(list(items[step])))
            case Ref():
                found.append((atom,))
    return union(*found)


def method(owner: Value, name: str, args: tuple[Value, ...], keywords: Mapping[str, Value]) -> Value:
    """Call a method of plain data."""
    found: list[Value] = []
    for atom in owner:
        match atom:
            case Map(items=items):
                found.append(_of_map(atom, items, name, args))
            case Seq(items=items) if name == "copy":
                found.append((atom,))
            case Seq(items=items) if name in ("pop", "popleft"):
                found.append(union(*items))
            case Const(value=str() | bytes()) | Text():
                found.append(_of_text(atom, name, args, keywords))
    return union(*found)


def _of_map(atom: Map, items: Mapping[object, Value], name: str, args: tuple[Value, ...]) -> Value:
    if name in ("get", "pop", "setdefault"):
        return union(item(atom, args[0] if args else UNKNOWN), *args[1:2])
    if name == "values":
        return sequence(list(items.values()))
    if name == "items":
        return sequence([sequence([(Const(key),), value]) for key, value in items.items()])
    if name == "keys":
        return sequence([(Const(key),) for key in items])
    return (atom,) if name == "copy" else UNKNOWN


def _of_text(atom: Const | Text, name: str, args: tuple[Value, ...], keywords: Mapping[str, Value]) -> Value:
    literal = atom.value if isinstance(atom, Const) else None
    plain = [values[0] for values in map(constants, args) if len(values) == 1]
    if literal is not None and len(plain) == len(args) and not keywords and len(literal) < MAX_FOLD:
        folded = _fold(literal, name, plain)
        if folded is not None:
            return (Const(folded),)
    if name == "join" and args:
        return _joined(atom, args[0])
    if name == "format" and isinstance(literal, str):
        return _formatted(literal, args, keywords)
    if name == "split" and isinstance(literal, str) and not args and len(literal) < MAX_FOLD:
        return sequence([(Const(word),) for word in literal.split()])
    if name in SHAPED:
        return text((atom,), *args, *keywords.values())
    return derived("?", ((atom,), *args)) if name in ("split", "splitlines", "partition") else UNKNOWN


def _fold(literal: str | bytes, name: str, args: list[object]) -> str | bytes | None:
    """Apply a method that cannot blow up, on literals."""
    if name not in FOLDED and not (
        name == "replace" and all(isinstance(a, str) and len(a) < 50 for a in args)
    ):
        return None
    try:
        result = getattr(literal, name)(*args)
    except (TypeError, ValueError, LookupError, AttributeError):
        return None
    return result if isinstance(result, str | bytes) and len(result) < MAX_FOLD else None


def _joined(separator: Const | Text, parts: Value) -> Value:
    if len(parts) != 1 or not isinstance(parts[0], Seq) or len(parts[0].items) > 100:
        return text((separator,), parts)
    pieces: list[Value] = []
    for part in parts[0].items:
        pieces += [(separator,), part]
    return text(*pieces[1:])


def _formatted(template: str, args: tuple[Value, ...], keywords: Mapping[str, Value]) -> Value:
    parts: list[Value] = []
    at = count = 0
    for match in _SIMPLE_FIELD.finditer(template[:MAX_FOLD]):
        key = match[1]
        number = count if not key else int(key) if key.isdigit() and len(key) < 4 else None
        count += not key
        value = (
            keywords.get(key, UNKNOWN) if number is None else args[number] if number < len(args) else UNKNOWN
        )
        parts += [(Const(template[at : match.start()]),), value]
        at = match.end()
    if not parts or "{" in template[at:]:
        return text((Const(template),), UNKNOWN, *args, *keywords.values())
    return text(*parts, (Const(template[at:]),))


def decoded(kind: str, value: Value) -> Value | None:
    """``base64.b64decode(literal)`` and the like."""
    literal = constants(value)
    if len(literal) != 1 or not isinstance(literal[0], str | bytes) or len(literal[0]) > MAX_FOLD:
        return None
    try:
        if kind == "hex":
            return (Const(bytes.fromhex(literal[0]) if isinstance(literal[0], str) else b""),)
        return (Const(base64.b64decode(literal[0])),)
    except (ValueError, binascii.Error):
        return None

"""Compute the strings that constant expressions stand for: pieces joined, formatted, decoded, reversed."""

from __future__ import annotations

import ast
import base64
import binascii
import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import Formatter

from mlsec_nb.secrets.match import PIECES

MAX_STRING = 20_000
MAX_DEPTH = 60
MAX_OPERANDS = 1_000


@dataclass(frozen=True, slots=True)
class Folded:
    """A string that is known without running anything.

    ``pieces`` are the literals it is made of, ``how`` says in which way, if it is not one of them.
    """

    value: str
    pieces: tuple[str, ...]
    how: str = ""


def fold(node: ast.expr, names: Mapping[str, Folded], depth: int = 0) -> Folded | None:
    """Compute ``node``, if it is made of literals and of ``names`` bound to such.

    Parameters
    ----------
    node
        An expression.
    names
        Variables that hold one known string.
    depth
        How deep this expression lies in the one asked for.
    """
    if depth > MAX_DEPTH:
        return None
    match node:
        case ast.Constant(value=str() | bytes()):
            return _constant(node)
        case ast.Name(id=name):
            return names.get(name)
        case ast.BinOp(op=ast.Add()):
            return _joined("", _operands(node), names, depth)
        case ast.BinOp(left=left, op=ast.Mod(), right=right):
            return _percent(left, right, names, depth)
        case ast.JoinedStr(values=values):
            return _joined("", values, names, depth)
        case ast.FormattedValue(value=value, format_spec=None):
            return fold(value, names, depth + 1)
        case ast.Subscript(value=value, slice=ast.Slice(lower=None, upper=None, step=step)):
            return _reversed(fold(value, names, depth + 1)) if _is_minus_one(step) else None
        case ast.Call():
            return _call(node, names, depth)
    return None


def _constant(node: ast.Constant) -> Folded | None:
    value = node.value
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    return Folded(value, (value,)) if isinstance(value, str) and len(value) <= MAX_STRING else None


def _all(nodes: list[ast.expr], names: Mapping[str, Folded], depth: int) -> list[Folded] | None:
    found = []
    for node in nodes:
        folded = fold(node, names, depth + 1)
        if folded is None:
            return None
        found.append(folded)
    return found


def _made(value: str, parts: list[Folded], how: str) -> Folded | None:
    """A string made of ``parts``; the first way that is not plain names the whole."""
    pieces = tuple(piece for part in parts for piece in part.pieces)
    how = next((part.how for part in parts if part.how), how)
    return Folded(value, pieces, how) if len(value) <= MAX_STRING else None


def _joined(separator: str, nodes: list[ast.expr], names: Mapping[str, Folded], depth: int) -> Folded | None:
    parts = _all(nodes, names, depth)
    return _made(separator.join(part.value for part in parts), parts, PIECES) if parts else None


def _operands(node: ast.expr) -> list[ast.expr]:
    """What a chain of plus signs adds up, from left to right."""
    operands: list[ast.expr] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and len(operands) < MAX_OPERANDS:
        operands.append(node.right)
        node = node.left
    return [node, *reversed(operands)]


def _percent(left: ast.expr, right: ast.expr, names: Mapping[str, Folded], depth: int) -> Folded | None:
    template = fold(left, names, depth + 1)
    parts = _all(right.elts if isinstance(right, ast.Tuple) else [right], names, depth)
    if template is None or parts is None or template.value.count("%") != template.value.count("%s"):
        return None
    if template.value.count("%s") != len(parts):
        return None
    chunks = template.value.split("%s")
    value = chunks[0] + "".join(part.value + chunk for part, chunk in zip(parts, chunks[1:], strict=True))
    return _made(value, [template, *parts], PIECES)


def _reversed(folded: Folded | None) -> Folded | None:
    return _made(folded.value[::-1], [folded], "reversed") if folded else None


def _is_minus_one(node: ast.expr | None) -> bool:
    return (
        isinstance(node, ast.UnaryOp)
        and isinstance(node.op, ast.USub)
        and isinstance(node.operand, ast.Constant)
        and node.operand.value == 1
    )


def _call(node: ast.Call, names: Mapping[str, Folded], depth: int) -> Folded | None:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    if name == "join" and owner is not None and len(node.args) == 1:
        return _join(owner, node.args[0], names, depth)
    if name == "format" and owner is not None:
        return _format(owner, node, names, depth)
    if (
        name in ("decode", "encode", "strip", "rstrip", "lstrip")
        and owner is not None
        and not _is_module(owner)
    ):
        return fold(owner, names, depth + 1)
    if name == "bytes" and len(node.args) == 1 and (codes := _codes(node.args[0])):
        return codes
    decoder = _DECODERS.get(name)
    if decoder is None or not node.args:
        return (
            fold(node.args[0], names, depth + 1)
            if name in ("str", "bytes", "bytearray") and node.args
            else None
        )
    encoded = fold(node.args[0], names, depth + 1)
    if name == "decode":
        decoder = _CODECS.get(_codec(node))
    if encoded is None or decoder is None:
        return None
    try:
        value = decoder(encoded.value)
    except (binascii.Error, ValueError):
        return None
    return _made(value, [encoded], "encoded") if value else None


def _is_module(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("codecs", "base64", "binascii", "jwt")


def _codec(node: ast.Call) -> str:
    """The codec that the second argument names: ``rot_13`` and ``ROT-13`` are ``rot13``."""
    second = node.args[1] if len(node.args) > 1 else None
    named = str(second.value) if isinstance(second, ast.Constant) else ""
    return named.lower().replace("_", "").replace("-", "").removesuffix("codec")


def _join(separator: ast.expr, sequence: ast.expr, names: Mapping[str, Folded], depth: int) -> Folded | None:
    glue = fold(separator, names, depth + 1)
    if glue is None:
        return None
    match sequence:
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return _joined(glue.value, elements, names, depth)
        case ast.Call(func=ast.Name(id="reversed"), args=[argument]):
            return _reversed(fold(argument, names, depth + 1))
        case ast.Call(func=ast.Name(id="map"), args=[ast.Name(id="chr"), codes]):
            return _codes(codes)
        case (
            ast.GeneratorExp(
                elt=ast.Call(func=ast.Name(id="chr"), args=[ast.Name()]),
                generators=[ast.comprehension(iter=codes, ifs=[])],
            )
            | ast.ListComp(
                elt=ast.Call(func=ast.Name(id="chr"), args=[ast.Name()]),
                generators=[ast.comprehension(iter=codes, ifs=[])],
            )
        ):
            return _codes(codes)
    return None


def _codes(node: ast.expr) -> Folded | None:
    """The text of a list of character codes."""
    if not isinstance(node, (ast.List, ast.Tuple)) or len(node.elts) > MAX_STRING:
        return None
    values = [
        item.value for item in node.elts if isinstance(item, ast.Constant) and isinstance(item.value, int)
    ]
    if len(values) < max(8, len(node.elts)) or not all(9 <= value < 127 for value in values):
        return None
    return Folded("".join(map(chr, values)), (), "as character codes")


def _format(template: ast.expr, node: ast.Call, names: Mapping[str, Folded], depth: int) -> Folded | None:
    pattern = fold(template, names, depth + 1)
    arguments = _all(node.args, names, depth)
    named = _all([keyword.value for keyword in node.keywords], names, depth)
    if pattern is None or arguments is None or named is None:
        return None
    known: dict[str, Folded] = {str(number): folded for number, folded in enumerate(arguments)}
    known |= {str(keyword.arg): folded for keyword, folded in zip(node.keywords, named, strict=True)}
    chunks: list[str] = []
    used = 0
    try:
        for literal, field, spec, conversion in Formatter().parse(pattern.value):
            chunks.append(literal)
            if field is not None:
                chunks.append(known[field or str(used)].value)
                used += not field
                if spec or conversion:
                    return None
    except (ValueError, KeyError):
        return None
    return _made("".join(chunks), [pattern, *arguments, *named], PIECES)


def _base64(text: str) -> str:
    plain = text.replace("-", "+").replace("_", "/")
    return base64.b64decode(plain + "=" * (-len(plain) % 4)).decode("utf-8")


_DECODERS: dict[str, Callable[[str], str]] = {
    "b64decode": _base64,
    "urlsafe_b64decode": _base64,
    "standard_b64decode": _base64,
    "decodebytes": _base64,
    "a2b_base64": _base64,
    "b32decode": lambda text: base64.b32decode(text).decode("utf-8"),
    "fromhex": lambda text: bytes.fromhex(text).decode("utf-8"),
    "unhexlify": lambda text: binascii.unhexlify(text).decode("utf-8"),
    "a2b_hex": lambda text: binascii.unhexlify(text).decode("utf-8"),
    "decode": str,
}

_CODECS: dict[str, Callable[[str], str]] = {
    "rot13": lambda text: codecs.decode(text, "rot13"),
    "hex": _DECODERS["fromhex"],
    "base64": _base64,
}
"""What ``codecs.decode`` undoes, by the name of the codec."""

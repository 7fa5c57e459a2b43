"""Parsing Python that may not be Python: one bad statement costs that statement, not the cell."""

from __future__ import annotations

import ast
import re
import warnings
from itertools import pairwise

MAX_REPAIRS = 8

_CONTINUES = re.compile(r"(?:else|elif|except|finally)\b|[)\]}]")
_BLOCK = re.compile(r"[ \t]*(?:else|elif|except|finally)\b")
_COMMENT = re.compile(r"""(?:[^#"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*""")
_PRINT = re.compile(r"(?P<head>(?:^|[:;])[ \t]*)print(?:[ \t]+(?!=)|(?=[\"']))(?:>>[ \t]*)?(?P<rest>[^;]*)")
_EXEC = re.compile(r"(?P<head>(?:^|[:;])[ \t]*)exec[ \t]+(?P<rest>[^; \t][^;]*)$")
_IN = re.compile(r"[ \t]in[ \t]")
_EXCEPT = re.compile(r"(?P<head>^[ \t]*except[ \t]+[\w.(][\w.() ,]*),[ \t]*(?P<name>\w+)[ \t]*:")
_RAISE = re.compile(r"(?P<head>^[ \t]*raise[ \t]+[\w.]+)[ \t]*,[ \t]*(?P<rest>.+)$")
_OCTAL = re.compile(r"\b0(?=[0-7]+\b)")
_LONG = re.compile(r"\b(\d+)[lL]\b")


def parse(text: str) -> tuple[ast.Module | None, tuple[int, ...]]:
    """Parse ``text``, blanking what is not valid Python.

    Returns
    -------
    tuple
        The tree, ``None`` if there is nothing left, and the 1-based lines that were blanked.
    """
    lines = text.split("\n")
    lost: list[int] = []
    rewritten = False
    for _ in range(MAX_REPAIRS):
        try:
            return _parse("\n".join(lines)), tuple(sorted(set(lost)))
        except SyntaxError as error:
            if not rewritten:
                rewritten, older = True, python3(lines)
                if older != lines:
                    lines = older
                    continue
            number = min(max(error.lineno or 1, 1), len(lines))
            if not _mended(lines, error, number):
                lost.append(_blank(lines, number))
        except (ValueError, RecursionError, MemoryError):
            break
    return _by_statement(lines, lost)


def _parse(text: str) -> ast.Module:
    indented = text.lstrip("\n")[:1] in (" ", "\t") and text.strip() != ""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if not indented:
            return ast.parse(text)
        try:
            return ast.parse(text)  # leading comment lines may be indented
        except IndentationError:
            block = ast.parse("if 1:\n" + text)
    ast.increment_lineno(block, -1)
    wrapper = block.body[0]
    block.body[:1] = wrapper.body if isinstance(wrapper, ast.If) else [wrapper]
    return block


def _mended(lines: list[str], error: SyntaxError, number: int) -> bool:
    """Mend indentation without losing a line; false if that is not what is wrong."""
    if isinstance(error, TabError) and any("\t" in line for line in lines):
        lines[:] = [_expanded(line) for line in lines]
        return True
    if "expected an indented block" in (error.msg or ""):
        headers = [i for i in range(number - 1, -1, -1) if lines[i].rstrip().endswith(":")]
        if headers:
            lines[headers[0]] += " pass"
            return True
    if "unexpected indent" in (error.msg or "") or "unindent does not match" in (error.msg or ""):
        return _dedent(lines, number)
    return False


def _expanded(line: str) -> str:
    bare = line.lstrip()
    return line[: len(line) - len(bare)].expandtabs(8) + bare


def _dedent(lines: list[str], number: int) -> bool:
    """Move the lines that are indented for no reason, from ``number`` on, to where a block is."""
    size = _indent(lines[number - 1])
    before = [_indent(line) for line in lines[: number - 1] if line.strip()]
    wanted = max((indent for indent in before[-1:] if indent < size), default=0)
    shift = size - wanted
    if not shift:
        return False
    for index in range(number - 1, len(lines)):
        if lines[index].strip() and _indent(lines[index]) < size:
            break
        lines[index] = lines[index][shift:]
    return True


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _blank(lines: list[str], number: int) -> int:
    """Replace line ``number`` (or the one before it that still has text) by a harmless one."""
    while number > 1 and lines[number - 1].strip() in ("", "pass"):
        number -= 1
    line = lines[number - 1]
    indent = line[: len(line) - len(line.lstrip())]
    following = next((after for after in lines[number:] if after.strip()), "")
    deeper = len(following) - len(following.lstrip()) > len(indent)
    if line.lstrip().startswith("if 1:") or _BLOCK.match(line):
        lines[number - 1] = ""
    else:
        lines[number - 1] = indent + ("if 1:" if deeper else "pass")
    return number


def _by_statement(lines: list[str], lost: list[int]) -> tuple[ast.Module | None, tuple[int, ...]]:
    """Parse each top-level chunk on its own and keep those that parse."""
    starts = [i for i, line in enumerate(lines) if line[:1].strip() and not _CONTINUES.match(line)]
    bounds = [*starts, len(lines)]
    body: list[ast.stmt] = []
    for start, end in pairwise(bounds):
        try:
            part = _parse("\n".join(lines[start:end]))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            lost.extend(i + 1 for i in range(start, end) if lines[i].strip() not in ("", "pass"))
            continue
        ast.increment_lineno(part, start)
        body.extend(part.body)
    if not starts:
        lost.extend(i + 1 for i, line in enumerate(lines) if line.strip())
    return (ast.Module(body=body, type_ignores=[]) if body else None), tuple(sorted(set(lost)))


def python3(lines: list[str]) -> list[str]:
    """Rewrite what Python 2 wrote differently, keeping columns where that is possible."""
    return [_python3(line) for line in lines]


def _python3(line: str) -> str:
    match = _COMMENT.match(line[:2000])
    code = line[: match.end()] if match else line
    comment = line[len(code) :]
    if len(line) > 2000 or comment[:1] not in ("", "#"):
        return line
    new = code.rstrip()
    if "print" in new and not new.endswith(("\\", "(", ",,")):
        new = _PRINT.sub(_printed, new)
    if "exec" in new:
        new = _EXEC.sub(_executed, new)
    new = _EXCEPT.sub(r"\g<head> as \g<name>:", new)
    new = _RAISE.sub(r"\g<head>(\g<rest>)", new)
    if new.count("`") == 2:
        new = new.replace("`", "(", 1).replace("`", ")", 1)
    if "<>" in new:
        new = new.replace("<>", "!=")
    new = _OCTAL.sub("0o", _LONG.sub(r"\1", new)) if re.search(r"\b0\d|\d[lL]\b", new) else new
    return line if new == code.rstrip() else new + ("  " + comment if comment else "")


def _printed(match: re.Match[str]) -> str:
    rest = match["rest"].rstrip()
    if rest.startswith("(") and rest.endswith(")") and rest.count("(") == rest.count(")"):
        return match.group()
    gap = match.end() - match.start() - len(match["head"]) - len("print") - len(match["rest"])
    return f"{match['head']}print({' ' * (gap - 1)}{rest})"


def _executed(match: re.Match[str]) -> str:
    parts = [part.strip() for part in _IN.split(match["rest"], maxsplit=1)]
    return f"{match['head']}exec({', '.join(parts)})"

"""IPython syntax to plain Python, line by line, so that every line keeps its number and column.

What IPython turns into ``get_ipython()`` calls is taken out here: the Python inside ``%time`` or
``%%capture`` stays in place, a shell line or a foreign cell becomes a :class:`Snippet`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a cell that is not the notebook's own Python.

    ``line`` and ``column`` count from 1 and say where ``text`` starts in the cell; ``origin`` is
    the syntax that introduced it: ``!``, ``%pip``, ``%%bash``, ``%%writefile train.py``.
    For ``language="magic"`` the text is the argument of the magic that ``origin`` names.
    """

    language: str
    text: str
    line: int
    column: int
    origin: str


@dataclass(slots=True)
class Stripped:
    """The cell's lines as plain Python, and what was taken out of them."""

    lines: list[str]
    snippets: list[Snippet] = field(default_factory=list)
    foreign: bool = False


SHELL_CELLS = frozenset("bash sh zsh ksh dash ! !! sx sc system cmd shell powershell".split())
TEXT_CELLS = {
    "html": "html",
    "svg": "html",
    "javascript": "javascript",
    "js": "javascript",
    "sql": "sql",
    "bigquery": "sql",
    "latex": "latex",
    "markdown": "markdown",
    "perl": "perl",
    "ruby": "ruby",
    "r": "r",
    "cython": "cython",
    "cpp": "cpp",
    "julia": "julia",
    "rust": "rust",
    "mermaid": "text",
}
OWN_PROCESS_CELLS = frozenset("python python2 python3 pypy pypy3".split())
PYTHON_CELLS = frozenset(
    "time timeit prun capture debug memit mprun lprun scalene snakeviz heat wandb px local spark mlsec "
    "pyspark skip skip_execution ipytest matplotlib prettify notify wandb_sweep".split()
)
FILE_CELLS = frozenset({"writefile", "file", "writetemplate"})
PYTHON_LINES = frozenset("time timeit prun lprun mprun memit snakeviz debug px".split())
SHELL_LINES = frozenset("sx system sc".split())
PACKAGE_LINES = frozenset("pip conda mamba micromamba uv poetry pip3".split())
AUTOMAGIC = frozenset("pip conda mamba cd ls cp mv rm mkdir cat run load env matplotlib pylab".split())
FILE_LANGUAGES = {".py": "python", ".sh": "shell", ".bash": "shell", ".html": "html", ".js": "javascript"}

_HINTS = (
    re.compile(r"\n[ \t]*(?:[%!?,;/]|>>>|In \[)"),
    re.compile(r"=[ \t]*[%!]"),
    re.compile(r"\?[ \t]*(?:#.*)?$", re.MULTILINE),
)
"""Where IPython syntax may be; each starts with a character that is searched for fast."""

_TOKEN = re.compile(r'"""|\'\'\'|"(?:[^"\\]|\\.)*"?|\'(?:[^\'\\]|\\.)*\'?|#.*|[(\[{]|[)\]}]|\\$', re.DOTALL)
_ASSIGN = re.compile(
    r"(?P<target>[\w\[\]\"'., *()\t]{1,300}?=[ \t]*)(?P<escape>!!?|%)(?P<rest>[^=].*)", re.DOTALL
)
_HELP = re.compile(r"[\w.*%\[\]\"' =]{1,200}\?{1,2}[ \t]*(?:#.*)?")
_PROMPT = re.compile(r"(?:>>> ?|\.\.\. ?|In \[\d{0,9}\]: ?|   +\.{3}: ?)")
_COMPOUND = re.compile(r"(?:for|while|if|with|try|def|class|async|match)\b|@")
_CAPTURED = re.compile(r"(?:-[ls][ \t]+)?\w{1,100}[ \t]*=[ \t]*")
_MAGIC = re.compile(r"(%{1,2})[ \t]*([\w.!]+)[ \t]*(.*)", re.DOTALL)


def strip_magics(text: str) -> Stripped:
    r"""Replace IPython syntax in the source of a cell.

    Parameters
    ----------
    text
        The source, lines separated by ``\\n``.
    """
    lines = text.split("\n")
    searched = "\n" + text
    if not any(hint.search(searched) for hint in _HINTS):
        return Stripped(lines)
    out = Stripped(_without_prompts(lines))
    _strip(out)
    return out


def _without_prompts(lines: list[str]) -> list[str]:
    first = next((line for line in lines if line.strip()), "")
    if not _PROMPT.match(first.lstrip()) or first.lstrip().startswith("..."):
        return lines
    return [
        " " * match.end() + line[match.end() :] if (match := _PROMPT.match(line)) else line for line in lines
    ]


def _strip(out: Stripped) -> None:
    first: int | None = 0
    while first is not None:
        first = next((i for i in range(first, len(out.lines)) if out.lines[i].strip()), None)
        if first is None:
            return
        after = _cell_magic(out, first) if out.lines[first].startswith("%%") else None
        if after is None:
            for number, last in _statements(out.lines, first):
                _line(out, number, last)
        first = after


def _statements(lines: list[str], start: int) -> Iterator[tuple[int, int]]:
    """First and last index of the physical lines that start outside strings and brackets.

    A generator that reads ``lines`` as the caller rewrites them: a shell line is gone before its
    quotes could open a string.
    """
    number, quote, depth = start, "", 0
    while number < len(lines):
        fresh = not quote and depth <= 0
        if fresh:
            last = number
            if _escaped(lines[number]):
                while lines[last].endswith("\\") and last + 1 < len(lines):
                    last += 1
            yield number, last
            if last > number:
                number = last + 1
                continue
        quote, depth, joined = _scan(lines[number], quote, depth)
        while joined and number + 1 < len(lines):
            number += 1
            quote, depth, joined = _scan(lines[number], quote, depth)
        number += 1


def _scan(line: str, quote: str, depth: int) -> tuple[str, int, bool]:
    """The state after ``line``: the open triple quote, the open brackets, a trailing backslash."""
    at = 0
    while True:
        if quote:
            end = _close(line, at, quote)
            if end < 0:
                return quote, depth, False
            at, quote = end, ""
        match = _TOKEN.search(line, at)
        if match is None:
            return "", depth, False
        token, at = match.group(), match.end()
        if token in ('"""', "'''"):
            quote = token
        elif token in "([{":
            depth += 1
        elif token in ")]}":
            depth = max(0, depth - 1)
        elif token == "\\":
            return "", depth, True


def _close(line: str, at: int, quote: str) -> int:
    while (end := line.find(quote, at)) >= 0:
        backslashes = end - len(line[:end].rstrip("\\"))
        if backslashes % 2 == 0:
            return end + 3
        at = end + 1
    return -1


def _escaped(line: str) -> bool:
    bare = line.lstrip()
    return bare[:1] in ("!", "%", "?", ",", ";", "/") or bool(_assignment(line))


def _line(out: Stripped, number: int, last: int) -> None:
    line = out.lines[number]
    bare = line.lstrip()
    indent = line[: len(line) - len(bare)]
    escape = bare[:1]
    whole = "\n".join([bare, *out.lines[number + 1 : last + 1]])
    replacement: str | None = None
    if escape == "!":
        command = whole.lstrip("!")
        column = len(indent) + len(whole) - len(command) + 1
        out.snippets.append(Snippet("shell", command, number + 1, column, "!"))
        replacement = indent + "pass"
    elif escape == "%":
        replacement = _line_magic(out, number, indent, whole)
    elif escape == "?":
        replacement = indent + "pass"
    elif escape and escape in ",;/" and bare[1:2].isidentifier():
        replacement = indent + _auto_call(escape, bare[1:])
    elif match := _assignment("\n".join([line, *out.lines[number + 1 : last + 1]])):
        replacement = _assigned(out, number, match)
    elif bare.rstrip().endswith("?") and _HELP.fullmatch(bare):
        replacement = indent + "pass"
    if replacement is not None:
        out.lines[number : last + 1] = [replacement, *[""] * (last - number)]


def _assignment(text: str) -> re.Match[str] | None:
    """Match ``x = !cmd`` and ``x = %magic``, but not an equals sign inside a string or call."""
    match = _ASSIGN.match(text)
    if match is None or _scan(match["target"], "", 0)[1]:
        return None
    return None if match["target"].count('"') % 2 or match["target"].count("'") % 2 else match


def _auto_call(escape: str, text: str) -> str:
    name, _, rest = text.partition(" ")
    if escape == ",":
        return f"{name}({', '.join(map(repr, rest.split()))})"
    return f"{name}({rest!r})" if escape == ";" else f"{name}({', '.join(rest.split())})"


def _assigned(out: Stripped, number: int, match: re.Match[str]) -> str | None:
    target, escape, rest = match["target"], match["escape"], match["rest"]
    column = match.start("rest") + 1
    if escape != "%":
        out.snippets.append(Snippet("shell", rest, number + 1, column, "!"))
        return target + "get_ipython().getoutput()"
    magic = _MAGIC.match("%" + rest)
    if magic is None or not magic[2][0].isalpha():
        return None
    code = _line_magic(out, number, target, "%" + rest)
    return target + "get_ipython().run_line_magic()" if code.endswith("pass") else code


def _line_magic(out: Stripped, number: int, indent: str, text: str) -> str:
    """The Python that stands in for a line magic; a snippet is noted when there is none."""
    match = _MAGIC.match(text)
    if match is None:
        return indent + "pass"
    name, argument = match[2].lower(), match[3]
    column = len(indent) + match.start(3) + 1
    if name in PYTHON_LINES:
        offset = match.start(3) + _options(argument, name)
        code = text[offset:]
        if not code.strip():
            return indent + "pass"
        if indent.rstrip().endswith("="):
            return indent + " " * offset + code
        return indent + code if _COMPOUND.match(code) else indent + "0;" + " " * (offset - 2) + code
    if name in PACKAGE_LINES:
        out.snippets.append(
            Snippet("shell", f"{match[2]} {argument}", number + 1, len(indent) + 2, "%" + name)
        )
    elif name in SHELL_LINES:
        named = _CAPTURED.match(argument) if name == "sc" else None
        if named is not None:
            argument, column = argument[named.end() :], column + named.end()
        out.snippets.append(Snippet("shell", argument, number + 1, column, "%" + name))
    else:
        out.snippets.append(Snippet("magic", argument, number + 1, column, "%" + match[2]))
    return indent + "pass"


_OPTION = re.compile(r"-(?P<name>\w)(?P<value>\w*)[ \t]*|--\w[\w-]*(?:=\S*)?[ \t]*")
_VALUED = {"timeit": "nrtp", "prun": "lsTD", "lprun": "fmDTsru", "mprun": "fTc", "memit": "rti"}


def _options(argument: str, name: str) -> int:
    """How many characters of ``argument`` are options before the code starts."""
    at = 0
    while match := _OPTION.match(argument, at):
        short, value = match["name"], match["value"]
        if short and not value and short in _VALUED.get(name, ""):
            word = re.compile(r"\S+[ \t]*").match(argument, match.end())
            at = word.end() if word else match.end()
        else:
            at = match.end()
    return at


def _cell_magic(out: Stripped, first: int) -> int | None:
    """Treat a cell magic on line ``first``: the line to go on from, ``None`` if this is Python after all."""
    match = _MAGIC.match(out.lines[first])
    if match is None or out.lines[first].rstrip().endswith("?"):
        return None
    name, argument = match[2].lower(), match[3].strip()
    if name in FILE_CELLS:
        suffix = re.search(r"\.\w+$", argument)
        language = FILE_LANGUAGES.get(suffix.group().lower(), "text") if suffix else "text"
        return _take_body(out, first, language, f"%%{name} {argument}")
    if name == "script":
        name = _interpreter(argument)
    if name in SHELL_CELLS:
        if argument and name in ("!", "!!", "sx", "system", "sc"):
            out.snippets.append(Snippet("shell", argument, first + 1, match.start(3) + 1, f"%%{name}"))
        return _take_body(out, first, "shell", f"%%{name}")
    if name in OWN_PROCESS_CELLS:
        return _take_body(out, first, "python", f"%%{name}")
    if name in TEXT_CELLS:
        return _take_body(out, first, TEXT_CELLS[name], f"%%{name}")
    out.snippets.append(Snippet("magic", argument, first + 1, match.start(3) + 1, f"%%{match[2]}"))
    out.foreign = name not in PYTHON_CELLS
    offset = match.start(3) + _options(match[3], name)
    code = out.lines[first][offset:]
    inline = name in PYTHON_LINES and code.strip()
    out.lines[first] = "0;" + " " * (offset - 2) + code if inline else "pass"
    return first + 1


def _interpreter(argument: str) -> str:
    words = [word for word in argument.split() if not word.startswith("-") and "=" not in word]
    names = [word.rsplit("/", 1)[-1].lower() for word in words if not word.endswith("/env")]
    name = re.sub(r"[\d.]+$", "", names[0]) if names else ""
    return name if name in SHELL_CELLS or name in OWN_PROCESS_CELLS or name in TEXT_CELLS else "mermaid"


def _take_body(out: Stripped, first: int, language: str, origin: str) -> int:
    body = "\n".join(out.lines[first + 1 :])
    if body.strip():
        out.snippets.append(Snippet(language, body, first + 2, 1, origin))
    out.lines[first:] = ["pass", *[""] * (len(out.lines) - first - 1)]
    return len(out.lines)

"""A name, a sign, a value: assignments, keys of JSON and YAML, options, prompts, log entries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.core.finding import Confidence
from mlsec_nb.secrets.filters.opaque import is_opaque
from mlsec_nb.secrets.judge import Verdict, judge
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.match import Match
from mlsec_nb.secrets.names import KEYWORDS, Sense, is_item, sense_of
from mlsec_nb.secrets.needles import later

MAX_NAMES = 100
"""Secret names judged on one line; no honest line has more."""

_NAME = re.compile(r"(?:(?<![A-Za-z0-9_.\-\\])|(?<=\\[nrt]))-{0,2}([A-Za-z_][A-Za-z0-9_.\-]{1,110})")
_SPOT = re.compile(
    r"(?:(?<![a-z0-9_.\-\\])|(?<=\\[nrt]))"
    rf"(?=[a-z0-9_.\-]*?(?:{'|'.join(map(re.escape, KEYWORDS))}))[a-z0-9_.\-]"
)
"""Where a name starts, in lower case, that may make sense."""

_BEFORE = re.compile(r"(?:[A-Za-z]{2,20}[ _-]){1,2}$")
_VERBS = frozenset("pass key secret auth pw".split())
"""Names that are mostly words of a sentence where no sign follows."""

_there = later(lambda: KEYWORDS, folded=True)

_CLOSE = r"(?:\\{0,3}[\"'`*]{1,2}|[\])}]){0,4}"
_FILLER = (
    r"(?P<filler> (?:provided|created|generated|is|was|value|used|found|set to"
    r"|for (?:user )?['\w.@-]{1,40}))?"
)
_TYPE = r"(?:[ ]?:[ ]?(?:[Ss]tr(?:ing)?|bytes|SecretStr|Optional\[str\])(?=[ ]?=))?"
_SIGN = r"(?P<sign>=>|:=|<-|[=!]?={1,2}|::?|,(?=[ ]{0,4}[bru]?\\{0,3}[\"']))"
_GAP = r"(?P<gap>[ \t]{1,60})"
_QUOTED = (
    r"[bBrRuUfF]{0,2}(?:\"{3}(?P<triple>[^\"\n]{1,400})\"{3}"
    r"|\"(?P<double>(?:[^\"\\\n]|\\.){1,4000})\"|'(?P<single>(?:[^'\\\n]|\\.){1,4000})'"
    r"|\\{1,3}\"(?P<escaped>[^\"\\\n]{1,4000})\\{1,3}\"|\\{1,3}'(?P<escaped1>[^'\\\n]{1,4000})\\{1,3}'"
    r"|`(?P<tick>[^`\n]{1,400})`)"
)
_RUN = r"[^\s\"'`<>,;(){}\[\]|\\]"
_BARE = rf"(?:\*{{2}} ?)?(?P<bare>{_RUN}{{2,4000}}(?:(?<=\w)'(?=\w){_RUN}{{1,200}}){{0,3}})"
_DEFAULT = r"[ ]?,[ ]?(?:type=\w{1,20},[ ]?)?(?:default|value|fallback)[ ]?=[ ]?"
_JOIN = rf"(?:{_DEFAULT}|[ \t]{{0,8}}{_SIGN}[ \t]{{0,8}}|{_GAP})"
_VALUE = re.compile(f"{_CLOSE}{_FILLER}{_TYPE}{_JOIN}(?:SecretStr\\()?(?:{_QUOTED}|{_BARE})")


def find(line: Line) -> Iterator[Match]:
    """Every secret that the name before it gives away."""
    text = line.text
    if not any(keyword in line.lowered for keyword in line.among.once(_there)):
        return
    judged = 0
    for name in _names(line):
        if sense_of(name.group(1)) is Sense.NONE:
            continue
        judged += 1
        if judged > MAX_NAMES:
            line.gaps.append(f"more than {MAX_NAMES} names of secrets on one line")
            return
        match = _VALUE.match(text, name.end()) or _VALUE.match(text, name.end() - _overrun(name.group(1)))
        if match is not None and (found := _judged(line, name, match)):
            yield found


def _names(line: Line) -> Iterator[re.Match[str]]:
    """The names on the line that may make sense: few do, and it takes longer to ask each of them."""
    if not line.text.isascii():  # places in lower case may be others
        yield from _NAME.finditer(line.text)
        return
    for spot in _SPOT.finditer(line.lowered):
        if name := _NAME.match(line.text, spot.start()):
            yield name


def _overrun(name: str) -> int:
    """How many characters of a greedy name belong to what follows: ``key-`` or ``key.``."""
    return len(name) - len(name.rstrip(".-"))


def _judged(line: Line, name: re.Match[str], match: re.Match[str]) -> Match | None:
    group = str(match.lastgroup)
    value, quoted = match.group(group), group != "bare"
    start, end = match.span(group)
    if not quoted:
        value = value.rstrip(".,:;")
        end = start + len(value)
        if _is_expression(line, name.start(), value, end):
            return None
    if line.text[: name.start()].endswith("${"):
        if value[:1] not in "-=":
            return None  # ${NAME:?message}, ${NAME:+instead}
        start, value = start + 1, value[1:]
    verdict = judge(
        _full_name(line.text, name),
        value,
        around=_around(line, name.group(1)),
        quoted=quoted or _fills(line, end),
    )
    if verdict is None or (match["sign"] == "," and (verdict.confidence is Confidence.LOW or is_item(value))):
        return None
    if (
        match["gap"]
        and not match["filler"]
        and not _gap_allowed(line.text, name, value, verdict, quoted=quoted)
    ):
        return None
    return verdict.match(line.start + start, line.start + end, value)


def _full_name(text: str, name: re.Match[str]) -> str:
    """The name with the words before it that belong to it: ``API key``, ``Database password``."""
    if sense_of(name.group(1)) is not Sense.WEAK:
        return name.group(1)
    before = _BEFORE.search(text[max(0, name.start() - 42) : name.start()])
    return f"{before.group()}{name.group(1)}" if before else name.group(1)


def _is_expression(line: Line, name_at: int, value: str, end: int) -> bool:
    """Whether a bare value in Python code is a variable, an attribute or a call."""
    if line.text[end : end + 1] in ("(", "["):
        return True
    if not line.code or not (value.isidentifier() or "." in value) or is_opaque(value, least=20):
        return False
    before = line.text[:name_at]
    return not ("#" in before or before.count('"') % 2 or before.count("'") % 2)


def _fills(line: Line, end: int) -> bool:
    """Whether nothing follows on the line, as in ``.env`` files and prompts."""
    return not line.code and line.text[end:].strip(" \t\"'`,;}\\n") == ""


def _around(line: Line, name: str) -> tuple[str, ...]:
    """Kaggle's file is known by the other key in it."""
    return (*line.around, "kaggle") if name == "key" and '"username"' in line.text else line.around


def _gap_allowed(text: str, name: re.Match[str], value: str, verdict: Verdict, *, quoted: bool) -> bool:
    """Whether mere space may join this name and value: options, tables, netrc, SQL."""
    if name.group().startswith("-") or text[name.start() - 1 : name.start()] == "-":
        return True
    if verdict.confidence is Confidence.LOW or any(c.isspace() for c in value) or value[0] == "-":
        return False
    if name.group(1).lower() in _VERBS:
        return False
    if quoted:
        return name.group(1).isupper() and "`" not in text[name.end() :][:4]
    wide = len(re.match(r"\s*", text[name.end() :]).group()) > 1  # type: ignore[union-attr]
    return any(c.isdigit() for c in value) and (
        wide or len(value) >= 16 or text.lstrip().startswith(name.group())
    )

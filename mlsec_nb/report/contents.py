"""What is inside a model file: the tree of its members, the names it asks for, the opcodes around them.

Everything in it was written by whoever made the file: text is flattened, HTML escaped, lists are bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

from mlsec_nb.artifacts.disassemble import Line, disassemble
from mlsec_nb.artifacts.engine import Node, summary
from mlsec_nb.artifacts.pickles.values import Global
from mlsec_nb.core.finding import Severity
from mlsec_nb.core.redact import Redactor
from mlsec_nb.core.result import Result, Target
from mlsec_nb.errors import UnreadableError
from mlsec_nb.report import wording
from mlsec_nb.report.html import asset
from mlsec_nb.report.order import worst_first
from mlsec_nb.report.terminal import Style, flat
from mlsec_nb.report.wire import to_wire
from mlsec_nb.secrets.texts import redactor

SCHEMA = "mlsec-nb/inspect/v1"
MOST_MEMBERS = 200
"""Members shown in one folder of the tree."""
MOST_NAMES = 200
MOST_LINES = 1_000
STYLES = {"safe": "dim", "unknown": "medium"}
ICONS = {"safe": "○", "unknown": "◆"}


@dataclass(frozen=True, slots=True)
class Contents:
    """The result of examining one file, the tree of what is inside, and the disassembly of its pickles."""

    result: Result
    root: Node
    lines: tuple[Line, ...]

    @property
    def target(self) -> Target:
        """The file."""
        return self.result.targets[0]


def read_contents(path: Path, *, everything: bool = False, allow: Iterable[str] = ()) -> Contents:
    """Look into a file without loading it.

    Parameters
    ----------
    path
        The file.
    everything
        Disassemble all of its pickles rather than the lines around what was found.
    allow
        Dotted names of the project's own which a pickle may ask for.

    Raises
    ------
    UnreadableError
        When there is no such file, or it cannot be read.
    """
    allowed = tuple(allow)
    try:
        if not path.is_file():
            raise UnreadableError(f"{path} is no file.", "Name a model or data file.")
        target, root = summary(path, allow=allowed)
        lines = []
        for line in disassemble(path, everything=everything, allow=allowed):
            lines.append(line)
            if len(lines) > MOST_LINES and not everything:
                break
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise UnreadableError(
            f"{path} cannot be read: {why}.", "Check that it is there and that you may read it."
        ) from error
    redact = redactor(text for line in lines for text in (line.top, line.note))
    masked = [replace(line, top=redact(line.top), note=redact(line.note)) for line in lines]
    return Contents(Result(targets=(_masked(target, redact),)), root, tuple(masked))


def _masked(target: Target, redact: Redactor) -> Target:
    """The target without the secrets that the file passes to what it calls."""
    findings = [
        replace(found, evidence=redact(found.evidence), message=redact(found.message))
        for found in target.findings
    ]
    return replace(target, findings=tuple(findings))


def to_dictionary(contents: Contents) -> dict[str, Any]:
    """The contents for machines: the target as in a scan, the tree, the disassembly."""
    return {
        "schema": SCHEMA,
        "target": to_wire(contents.result)["targets"][0],
        "contents": _node(contents.root),
        "disassembly": [asdict(line) for line in contents.lines],
    }


def to_text(contents: Contents, *, color: bool = False) -> str:
    """The contents for a terminal, safe to print whatever the file holds."""
    style = Style(color)
    target = contents.target
    lines = [style(flat(target.path), "bold"), *_tree(contents.root, style, "  "), ""]
    for group in worst_first(target.live):
        found = group.finding
        severity = style(f"{wording.ICONS[found.severity]} {found.severity.label}", found.severity.label)
        lines += [f"{severity} {found.name} {found.rule}  {flat(wording.spot(found.location))}"]
        lines += [f"  {flat(found.message)}"]
    lines += [f"Not read: {flat(f'{gap.what}: {gap.why}')}" for gap in target.skipped if gap.gap]
    lines += [style(_verdict(contents), "bold")]
    if contents.lines:
        lines += ["", style("Disassembly", "bold"), *map(_opcode, contents.lines)]
    return "\n".join(lines) + "\n"


def to_html(contents: Contents) -> str:
    """The contents for the output of a cell: no script, everything to be opened is ``details``."""
    opcodes = "\n".join(escape(_opcode(line)) for line in contents.lines)
    found = "".join(
        f'<li><em class="pill {group.finding.severity.label}">{group.finding.severity.label}</em> '
        f"{escape(flat(group.finding.message))}</li>"
        for group in worst_first(contents.target.live)
    )
    gaps = "".join(
        f"<li>Not read: {escape(flat(f'{gap.what}: {gap.why}'))}</li>"
        for gap in contents.target.skipped
        if gap.gap
    )
    shown = f"<details><summary>Disassembly</summary><pre>{opcodes}</pre></details>" if opcodes else ""
    return (
        f'<div class="mlsec-nb" lang="en"><style>{asset("fragment.css")}</style>'
        f"<p><strong>{escape(_verdict(contents))}</strong></p><ul>{found}{gaps}</ul>"
        f"{_branch(contents.root, is_open=True)}{shown}</div>"
    )


def _verdict(contents: Contents) -> str:
    target = contents.target
    if target.live:
        return f"{wording.count(len(target.live), 'finding')} ({wording.severities(target.live)})."
    return "Not all could be read." if target.incomplete else "Nothing was found that loading would run."


def _node(node: Node) -> dict[str, Any]:
    return {
        "name": node.name,
        "format": node.format,
        "size": node.size,
        "globals": [
            {
                "name": found.path,
                "verdict": found.verdict,
                "effect": found.effect,
                "offset": found.offset,
                "uses": sorted(found.uses),
            }
            for found in node.names
        ],
        "members": [_node(inner) for inner in node.children],
    }


def _head(node: Node) -> str:
    return f"{flat(node.name) or 'inside'}  {flat(node.format)}, {wording.size(node.size)}"


def _tree(node: Node, style: Style, indent: str) -> Iterator[str]:
    yield f"{indent}{_head(node)}"
    for found in _worst(node.names)[:MOST_NAMES]:
        severe = STYLES.get(found.verdict, Severity.CRITICAL.label)
        yield f"{indent}  {style(_name(found), severe)}"
    for inner in node.children[:MOST_MEMBERS]:
        yield from _tree(inner, style, indent + "  ")
    yield from (f"{indent}  {more}" for more in _more(node))


def _branch(node: Node, *, is_open: bool = False) -> str:
    names = "".join(f"<li>{escape(_name(found))}</li>" for found in _worst(node.names)[:MOST_NAMES])
    members = "".join(_branch(inner, is_open=_unsafe(inner)) for inner in node.children[:MOST_MEMBERS])
    more = "".join(f"<p>{escape(text)}</p>" for text in _more(node))
    mark = " open" if is_open else ""
    return (
        f"<details{mark}><summary>{escape(_head(node))}</summary>"
        f'<div class="inside"><ul>{names}</ul>{members}{more}</div></details>'
    )


def _more(node: Node) -> Iterator[str]:
    """How much of a node is not shown."""
    if len(node.names) > MOST_NAMES:
        yield f"and {wording.count(len(node.names) - MOST_NAMES, 'more name')}"
    if len(node.children) > MOST_MEMBERS:
        yield f"and {wording.count(len(node.children) - MOST_MEMBERS, 'more member')}"


def _worst(names: list[Global]) -> list[Global]:
    order = {"safe": 2, "unknown": 1}
    return sorted(names, key=lambda found: order.get(found.verdict, 0))


def _unsafe(node: Node) -> bool:
    return any(found.verdict != "safe" for found in node.names) or any(map(_unsafe, node.children))


def _name(found: Global) -> str:
    effect = f", {found.effect}" if found.effect else ""
    icon = ICONS.get(found.verdict, "✖")
    return flat(f"{icon} {found.path}: {found.verdict}{effect} (byte {found.offset:,})")


def _opcode(line: Line) -> str:
    place = f"{line.member} " if line.member else ""
    head = flat(f"{place}{line.offset}: {line.opcode} {line.top}").rstrip()
    return f"{head}  ← {flat(line.note)}" if line.note else head

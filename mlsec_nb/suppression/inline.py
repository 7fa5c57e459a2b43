"""Comments and cell tags that suppress findings where they stand.

``# mlsec: ignore[MLS201] reason`` counts for its line, or for the next one when it stands alone;
``# mlsec: ignore-cell[MLS101] reason`` for the cell with its outputs; the cell tags ``mlsec-ignore``
and ``mlsec-ignore-MLS101`` likewise. Comments of bandit and ruff (``# nosec B301``, ``# noqa: S301``)
count for the rules that name that id, detect-secrets' ``pragma: allowlist secret`` for secrets.
Only sources are read: what a program prints cannot silence anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mlsec_nb.core.finding import Finding, Suppression, Surface
from mlsec_nb.core.notebook import Cell, Notebook, Part
from mlsec_nb.core.rule import Rule

DIRECTIVE = re.compile(r"mlsec: ?(ignore(?:-cell)?)(?:\[([\w\-, ]{0,400})\])?(.{0,400})")
FOREIGN = re.compile(r"#[ \t]*(?:nosec|noqa)[:\s]+((?:[A-Z]+\d+[,\s]*){1,20})")
PRAGMA = re.compile(r"pragma: ?(?:allowlist|whitelist)( nextline)?[ -]secret", re.IGNORECASE)
ALONE = re.compile(r"\s*(?:#|//|--|<!--|%)")
TAG = "mlsec-ignore"


@dataclass(frozen=True, slots=True)
class Directive:
    """One instruction to ignore ``rules`` (none: all) from ``first`` to ``last`` line of a cell.

    ``whole_cell`` also covers outputs, metadata and attachments. ``own`` ones are reported when
    they suppress nothing; those written for other tools are not.
    """

    part: Part
    first: int
    last: int
    suppression: Suppression
    applies: Callable[[Rule], bool]
    whole_cell: bool = False
    own: bool = True
    text: str = ""

    def covers(self, finding: Finding, rule: Rule) -> bool:
        """Whether ``finding`` is at this place and of one of these rules."""
        at = finding.location
        if at.cell != self.part.cell:
            return False
        if not self.whole_cell:
            if at.line > self.last or (at.end_line or at.line) < self.first:
                return False
            if at.surface not in (Surface.SOURCE, Surface.FILE):
                return False
        return self.applies(rule)


def directives(notebook: Notebook) -> Iterator[Directive]:
    """Every directive of the notebook, in reading order."""
    for cell in notebook.cells:
        yield from _tags(cell)
        text = cell.source.text
        if "mlsec:" in text or "nosec" in text or "noqa" in text or "pragma" in text:
            for number, line in enumerate(text.split("\n"), cell.source.first_line):
                yield from _comments(cell.source, number, line)


def _named(names: str) -> Callable[[Rule], bool]:
    wanted = [name for name in re.split(r"[,\s]+", names) if name]
    return lambda rule: not wanted or any(rule.answers_to(name) for name in wanted)


def _tags(cell: Cell) -> Iterator[Directive]:
    for tag in sorted(cell.tags):
        if tag == TAG or tag.startswith(f"{TAG}-"):
            yield Directive(
                part=cell.source,
                first=1,
                last=1,
                suppression=Suppression("tag", f"cell tag {tag}"),
                applies=_named(tag[len(TAG) + 1 :]),
                whole_cell=True,
                text=tag,
            )


def _comments(part: Part, number: int, line: str) -> Iterator[Directive]:
    alone = ALONE.match(line) is not None
    for match in DIRECTIVE.finditer(line):
        yield Directive(
            part=part,
            first=number,
            last=number + alone,
            suppression=Suppression("inline", match.group(3).strip(" \t#:->*/")),
            applies=_named(match.group(2) or ""),
            whole_cell=match.group(1) == "ignore-cell",
            text=match.group(),
        )
    for match in FOREIGN.finditer(line):
        ids = {
            "B" + name[1:] if name[0] == "S" else name for name in re.split(r"[,\s]+", match.group(1)) if name
        }
        yield Directive(
            part=part,
            first=number,
            last=number,
            suppression=Suppression("inline", match.group().strip()),
            applies=lambda rule, ids=ids: not ids.isdisjoint(rule.aliases),  # type: ignore[misc]
            own=False,
        )
    for match in PRAGMA.finditer(line):
        yield Directive(
            part=part,
            first=number + bool(match.group(1)),
            last=number + bool(match.group(1)),
            suppression=Suppression("inline", "pragma: allowlist secret"),
            applies=lambda rule: rule.engine == "secrets",
            own=False,
        )

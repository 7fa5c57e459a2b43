"""Documents that people write: found by name, and told from a template that nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files as package_files

from mlsec_nb.checklist.files import Files

TEMPLATES = {
    "threat-model": "docs/threat-model.md",
    "incident-plan": "docs/incident-plan.md",
    "model-card": "docs/model-card.md",
    "datasheet": "docs/datasheet.md",
}
"""The templates by name, and where in a project they belong."""

COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
HEADING = re.compile(r"^#{1,6}[ \t]+(\S.*)$|^(\S[^\n]*)\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
PLACEHOLDER = re.compile(r"<[^<>\n]{1,80}>|\b(?:TODO|TBD|FIXME|XXX|lorem ipsum)\b|\.{3}|…", re.IGNORECASE)
REVIEWED = re.compile(r"last (?:reviewed|updated)\W{1,9}(\d{4}-\d{2}-\d{2})", re.IGNORECASE)
WRITTEN = 2
"""Letters and digits from which a section counts as filled in; \"None\" is an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document of a project: its headings, each with what people wrote under it."""

    path: str
    sections: Mapping[str, str]
    text: str
    reviewed: date | None

    def gaps(self, wanted: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """What is wanted and not written.

        Parameters
        ----------
        wanted
            Words by what they stand for: a filled section whose heading holds one of them answers.
        """
        filled = [heading.lower() for heading, body in self.sections.items() if is_written(body)]
        return tuple(
            name
            for name, words in wanted.items()
            if not any(word in heading for word in words for heading in filled)
        )

    @property
    def bare(self) -> bool:
        """Whether nobody has written anything under any heading."""
        return not any(is_written(body) for body in self.sections.values())


def template(name: str) -> str:
    """The text of a template; ``name`` is a key of :data:`TEMPLATES`."""
    return (package_files("mlsec_nb.checklist") / "templates" / f"{name}.md").read_text("utf-8")


def find_documents(files: Files, *patterns: str) -> tuple[str, ...]:
    """Paths of text documents with such a name, the shortest path first."""
    found = (
        path for path in files.glob(*patterns) if path.lower().endswith((".md", ".rst", ".txt", ".adoc"))
    )
    return tuple(sorted(found, key=lambda path: (path.count("/"), path)))


def read_document(files: Files, path: str) -> Document | None:
    """The document at ``path``; ``None`` when it cannot be read."""
    text = files.text(path)
    if text is None:
        return None
    return Document(path=path, sections=sections_of(text), text=text, reviewed=_reviewed(files, path, text))


def sections_of(text: str) -> dict[str, str]:
    """The headings of a text in Markdown or reStructuredText, each with what follows it."""
    marks = list(HEADING.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    sections: dict[str, str] = {}
    for mark, end in zip(marks, ends, strict=False):  # without headings there is one end too many
        heading = (mark[1] or mark[2]).strip()
        sections[heading] = sections.get(heading, "") + text[mark.end() : end]
    return sections


def is_written(body: str) -> bool:
    """Whether somebody wrote more than the templates and placeholders do."""
    kept = (
        line
        for line in COMMENT.sub("", body).splitlines()
        if line.strip() and line.strip() not in _template_lines()
    )
    words = PLACEHOLDER.sub("", "\n".join(kept))
    return sum(character.isalnum() for character in words) >= WRITTEN


@lru_cache(maxsize=1)
def _template_lines() -> frozenset[str]:
    return frozenset(line.strip() for name in TEMPLATES for line in template(name).splitlines())


def _reviewed(files: Files, path: str, text: str) -> date | None:
    """When the document says that it was reviewed; else when git says that it was last changed."""
    match = REVIEWED.search(text)
    stated = match[1] if match else (files.git("log", "-1", "--format=%cs", "--", path) or "").strip()
    try:
        return date.fromisoformat(stated)
    except ValueError:
        return None

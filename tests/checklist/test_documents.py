"""A filled-in document is told from a template; nothing in a document makes reading it fail."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.checklist.documents import (
    TEMPLATES,
    Document,
    find_documents,
    is_written,
    read_document,
    sections_of,
    template,
)
from mlsec_nb.checklist.files import Files
from tests.checklist.projects import filled_in

WANTED = {"source": ("source", "origin"), "limits": ("limit",)}


def read(folder: Path, text: str, name: str = "card.md") -> Document:
    (folder / name).write_text(text)
    document = read_document(Files(folder), name)
    assert document is not None
    return document


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_bare_until_somebody_writes(name: str, tmp_path: Path) -> None:
    assert read(tmp_path, template(name)).bare
    written = read(tmp_path, filled_in(template(name)))
    assert not written.bare
    assert all(is_written(body) for heading, body in written.sections.items() if ":" not in heading)


def test_an_answer_of_one_word_is_an_answer(tmp_path: Path) -> None:
    assert read(tmp_path, "# Card\n\n## Source\n\nNone\n\n## Limits\n\nTODO\n").gaps(WANTED) == ("limits",)


def test_headings_of_other_forms_are_read(tmp_path: Path) -> None:
    text = "Card\n====\n\nData origin\n-----------\n\nThe bank.\n\n### Known limits ###\n\nOnly adults.\n"
    assert read(tmp_path, text).gaps(WANTED) == ()


def test_a_placeholder_is_no_answer() -> None:
    for body in ("<fill in>", "...", "TBD", "<!-- what goes here -->", "<!-- never closed", " \n\t"):
        assert not is_written(body)


def test_the_day_of_the_review_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, "Last reviewed: 2026-02-28, by Jo").reviewed == date(2026, 2, 28)
    assert read(tmp_path, "**Last updated:** 2026-02-28").reviewed == date(2026, 2, 28)
    assert read(tmp_path, "Last reviewed: 2026-02-31").reviewed is None


def test_only_texts_are_documents_and_the_nearest_comes_first(tmp_path: Path) -> None:
    for path in ("docs/datasheet.md", "datasheet.csv", "Datasheet-Rows.rst"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("x")
    assert find_documents(Files(tmp_path), "*datasheet*") == ("Datasheet-Rows.rst", "docs/datasheet.md")


@given(st.text(alphabet=st.sampled_from("#=-<>!\n aT.D1"), max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for heading, body in sections_of(text).items():
        assert heading in text
        assert isinstance(is_written(body), bool)

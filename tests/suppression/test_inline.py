"""Comments and tags cover what they name, where they stand, and nothing else."""

import pytest

from mlsec_nb.core.finding import Surface
from mlsec_nb.suppression.inline import directives
from tests.factories import finding, location, rule
from tests.notebooks import code, markdown, notebook, stream

PICKLE = rule(id="MLS201", name="pickle-load", aliases=("B301",))
SECRET = rule(id="MLS101", name="openai-key", engine="secrets")


def covered(cell, *, line=1, of=PICKLE, surface=Surface.SOURCE):
    at = location(line=line, surface=surface, output=0 if surface is Surface.OUTPUT else None)
    found = finding(rule=of.id, location=at)
    return [d.suppression.reason for d in directives(notebook(cell)) if d.covers(found, of)]


@pytest.mark.parametrize("name", ["MLS201", "MLS2", "pickle-load", "MLS205, MLS201"])
def test_comment_on_the_line_with_a_reason(name):
    assert covered(f"load(f)  # mlsec: ignore[{name}] made by us") == ["made by us"]


def test_comment_without_rules_covers_all_rules():
    assert covered("load(f)  # mlsec: ignore") == [""]


def test_comment_of_another_rule_or_line_does_not_cover():
    assert covered("load(f)  # mlsec: ignore[MLS205]") == []
    assert covered("load(f)\nx  # mlsec: ignore[MLS201]") == []


def test_comment_alone_covers_the_next_line():
    assert covered("# mlsec: ignore[MLS201] ours\nload(f)", line=2) == ["ours"]
    assert covered(markdown("<!-- mlsec: ignore[MLS101] sample -->\nsk-..."), line=2, of=SECRET) == ["sample"]


def test_line_comment_does_not_cover_outputs():
    cell = code("print(key)  # mlsec: ignore[MLS101]", stream("sk-..."))
    assert covered(cell, of=SECRET, surface=Surface.OUTPUT) == []


def test_cell_comment_and_tag_cover_outputs():
    output = stream("sk-...")
    commented = code("print(key)  # mlsec: ignore-cell[MLS101] revoked", output)
    tagged = code("print(key)", output, metadata={"tags": ["mlsec-ignore-MLS101"]})
    assert covered(commented, of=SECRET, surface=Surface.OUTPUT) == ["revoked"]
    assert covered(tagged, of=SECRET, surface=Surface.OUTPUT) == ["cell tag mlsec-ignore-MLS101"]


def test_what_a_program_prints_cannot_silence():
    cell = code("load(f)", stream("# mlsec: ignore-cell"))
    assert covered(cell) == []


@pytest.mark.parametrize(
    "comment", ["# nosec B301", "# noqa: S301", "# noqa: E501, S301", "# nosec: B403,B301"]
)
def test_other_tools_ids_that_map_to_the_rule(comment):
    assert covered(f"load(f)  {comment}") == [comment]


@pytest.mark.parametrize("comment", ["# nosec", "# noqa", "# nosec B999", "# noqa: E501"])
def test_other_tools_ids_that_do_not(comment):
    assert covered(f"load(f)  {comment}") == []


def test_pragma_of_detect_secrets():
    assert covered("k = 'x'  # pragma: allowlist secret", of=SECRET)
    assert covered("# pragma: allowlist nextline secret\nk = 'x'", line=2, of=SECRET)
    assert not covered("load(f)  # pragma: allowlist secret", of=PICKLE)

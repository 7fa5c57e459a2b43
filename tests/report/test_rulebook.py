"""Rules explained to readers."""

from mlsec_nb.report.rulebook import rule_markdown, rule_text, rules_table
from tests.factories import rule

PICKLE = rule(summary="A | B", bad=("import pickle\npickle.load(f)\n",), good=("import json",))


def test_text_has_everything():
    text = rule_text(PICKLE)
    assert text.startswith("MLS201 pickle-load  (high, code)")
    assert "What it does\n------------\nFinds" in text
    assert "Reported\n--------\n    import pickle\n    pickle.load(f)" in text
    assert "See CWE-502" in text


def test_markdown_has_small_headings_and_code():
    text = rule_markdown(PICKLE)
    assert text.startswith("### pickle-load\n")
    assert "#### What it does\nFinds" in text
    assert "```python\nimport pickle\npickle.load(f)\n```" in text
    assert "---" not in text


def test_references_are_named_once():
    assert "See CWE" not in rule_text(rule(docs="References\n----------\nCWE-502"))


def test_table_has_one_row_a_rule_whatever_its_words():
    assert rules_table([PICKLE]).splitlines()[2] == "| MLS201 | `pickle-load` | high | A \\| B |"

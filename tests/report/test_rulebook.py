import pytest

from mlsec_nb.report.rulebook import rule_markdown, rule_text, rules_table
from tests.factories import rule

RULE = rule(bad=("pickle.load(f)",), good=("json.load(f)",))


@pytest.mark.parametrize("shown", [rule_text(RULE), rule_markdown(RULE)])
def test_a_rule_is_told_whole(shown):
    for words in ("MLS201", "pickle-load", "What it does", "pickle.load(f)", "json.load(f)", "CWE-502"):
        assert words in shown


def test_the_table_has_a_row_for_each_rule():
    table = rules_table([RULE, rule(id="MLS202", summary="a | b")])
    assert [line.split(" | ")[0] for line in table.split("\n")[2:-1]] == ["| MLS201", "| MLS202"]
    assert "a \\| b" in table

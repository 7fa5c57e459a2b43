"""Every rule of every engine."""

from mlsec_nb.ruleset import all_rules


def test_every_rule_explains_itself():
    for rule in all_rules():
        missing = [h for h in ("What it does", "Why it matters", "Use instead") if h not in rule.docs]
        assert (rule.id, missing, bool(rule.advice and rule.summary)) == (rule.id, [], True)


def test_rule_ids_and_names_are_unique():
    rules = all_rules()
    assert len({rule.id for rule in rules}) == len({rule.name for rule in rules}) == len(rules)

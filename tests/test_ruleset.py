"""Every rule of every engine."""

import subprocess
import sys

import pytest

from mlsec_nb.ruleset import RulesInForce, all_rules


def test_every_rule_explains_itself():
    for rule in all_rules():
        missing = [h for h in ("What it does", "Why it matters", "Use instead") if h not in rule.docs]
        assert (rule.id, missing, bool(rule.advice and rule.summary)) == (rule.id, [], True)


def test_rule_ids_and_names_are_unique():
    rules = all_rules()
    assert len({rule.id for rule in rules}) == len({rule.name for rule in rules}) == len(rules)


def test_rules_in_force_are_those_of_the_engines():
    rules = RulesInForce(("secrets", "privacy"))
    assert [*rules.values()] == [rule for rule in all_rules() if rule.engine in ("secrets", "privacy")]
    assert rules["MLS101"].engine == "secrets"
    with pytest.raises(KeyError):
        rules["MLS201"]


def test_a_scan_of_a_notebook_loads_no_reader_of_model_files():
    program = (
        "import sys; from mlsec_nb import scan; "
        "cell = {'cell_type': 'code', 'source': 'eval(input())', 'metadata': {}, 'outputs': []}; "
        "assert scan({'cells': [cell], 'metadata': {}}).findings; "
        "assert not [name for name in sys.modules if name.startswith('mlsec_nb.artifacts.')]"
    )
    subprocess.run([sys.executable, "-c", program], check=True)

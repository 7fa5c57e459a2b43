from __future__ import annotations

import pytest

from mlsec_nb.core.finding import Severity
from mlsec_nb.secrets.engine import rules
from mlsec_nb.secrets.registry import providers
from tests.secrets.examples import fill
from tests.secrets.scan import detections

BAD = [(p.name, template) for p in providers() for template in p.bad]
GOOD = [(p.name, template) for p in providers() for template in p.good]


@pytest.mark.parametrize(("name", "template"), BAD)
@pytest.mark.parametrize("seed", range(3))
def test_bad_examples_are_found(name: str, template: str, seed: int) -> None:
    found = {d.finding.name for d in detections(fill(template, seed))}
    assert name in found


@pytest.mark.parametrize(("name", "template"), GOOD)
def test_good_examples_are_not(name: str, template: str) -> None:
    found = [d.finding for d in detections(fill(template))]
    assert not [f for f in found if f.severity >= Severity.MEDIUM]


def test_ids_and_names_are_unique_and_in_the_range_of_secrets() -> None:
    ids, names = [rule.id for rule in rules()], [rule.name for rule in rules()]
    assert len(set(ids)) == len(ids)
    assert len(set(names)) == len(names)
    assert all(rule_id.startswith("MLS1") for rule_id in ids)


def test_a_needle_is_a_part_of_its_token() -> None:
    for provider in providers():
        for pattern in provider.patterns:
            assert pattern.needle in pattern.token.replace("\\", ""), (provider.name, pattern.needle)
            assert bool(pattern.needle) is not bool(pattern.trigger)


def test_every_rule_has_examples_and_documentation() -> None:
    for rule in rules():
        assert rule.bad
        assert rule.good
        assert "Why it matters" in rule.docs

"""The catalogue cites what there is: probes, rules, measurements, ids of frameworks."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from mlsec_nb.checklist.load import ATTEST, catalogue
from mlsec_nb.checklist.model import Control, Mode, Profile
from mlsec_nb.checklist.probes import probes
from mlsec_nb.core.finding import Severity
from mlsec_nb.core.pillar import Pillar
from mlsec_nb.core.rule import Rule
from mlsec_nb.ruleset import all_rules

CONTROLS = list(catalogue().controls.values())
SCANNED = ("secrets", "code", "artifacts", "suppression")
"""Engines whose rules are cited by id; what profiles find is cited by the name of the question."""

QUESTIONS = frozenset(
    "label-errors backdoor duplicates split-overlap target-leakage personal-data secrets identifiers "
    "re-identification outliers drift imbalance schema unsafe-objects digest membership-inference "
    "attribute-inference extraction overfit calibration complexity evasion memorisation pickled-types".split()
)


def cited(control: Control) -> set[str]:
    """The ids of the rules that a control cites, prefixes spelled out."""
    return {rule.id for rule in rules() for name in control.rules if rule.answers_to(name)}


def rules() -> list[Rule]:
    return [rule for rule in all_rules() if rule.engine in SCANNED]


def test_sixty_controls_in_four_pillars() -> None:
    assert Counter(control.pillar for control in CONTROLS) == {
        Pillar.DATA: 15,
        Pillar.MODEL: 17,
        Pillar.INFRASTRUCTURE: 16,
        Pillar.HUMAN: 12,
    }
    assert Counter(control.mode for control in CONTROLS) == {
        Mode.AUTOMATIC: 40,
        Mode.SEMI_AUTOMATIC: 16,
        Mode.MANUAL: 4,
    }
    assert Counter(control.profile for control in CONTROLS) == {
        Profile.BASELINE: 23,
        Profile.STANDARD: 27,
        Profile.FULL: 10,
    }
    assert Counter(control.severity for control in CONTROLS) == {
        Severity.CRITICAL: 4,
        Severity.HIGH: 26,
        Severity.MEDIUM: 29,
        Severity.LOW: 1,
    }


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_a_control_says_everything_about_itself(control: Control) -> None:
    texts = (
        *(control.title, control.why, control.passes, control.attention, control.fails),
        *(control.not_applicable, control.unknown, control.limits, control.fix),
    )
    assert all(texts)
    assert all(text[0].isupper() or text[0] == "`" for text in texts)
    assert all(text.endswith(".") for text in texts[1:])
    assert len(control.title) <= 70
    assert control.stale_when
    assert control.max_age_days >= 7


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_what_a_control_cites_is_there(control: Control) -> None:
    assert control.probe == ATTEST or control.probe in probes()
    assert control.tier in ("demand", "person") or probes()[control.probe].tier == "instant"
    assert all(any(rule.answers_to(name) for rule in rules()) for name in control.rules)
    assert set(control.measurements) <= QUESTIONS
    frameworks = catalogue().frameworks
    for key, ids in control.mappings.items():
        assert set(ids) <= set(frameworks[key].ids), f"{control.id} cites unknown ids of {key}"


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_rules_and_controls_cite_each_other(control: Control) -> None:
    assert cited(control) == {rule.id for rule in rules() if control.id in rule.controls}


def test_rules_name_controls_that_there_are() -> None:
    known = {control.id for control in CONTROLS}
    assert {name for rule in all_rules() for name in rule.controls} <= known


def test_every_framework_is_cited_to_the_last_id() -> None:
    for key, framework in catalogue().frameworks.items():
        used = {name for control in CONTROLS for name in control.mappings.get(key, ())}
        assert used == set(framework.ids), key
        assert framework.name
        assert framework.version
        assert framework.url.startswith("https://")


def test_controls_that_a_text_mentions_are_there() -> None:
    known = {control.id for control in CONTROLS}
    for control in CONTROLS:
        for text in (control.limits, control.fix, control.unknown):
            assert set(re.findall(r"\b(?:DATA|MODEL|INFRA|HUMAN)-\d\d\b", text)) <= known

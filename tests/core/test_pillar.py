"""Which pillar a finding belongs to."""

from __future__ import annotations

from mlsec_nb.core.pillar import Pillar, pillar_of
from tests.factories import finding


def test_first_known_control_decides() -> None:
    assert pillar_of(finding(controls=("X-1", "INFRA-04", "DATA-01"))) is Pillar.INFRASTRUCTURE


def test_family_of_the_rule_decides_without_controls() -> None:
    assert pillar_of(finding(rule="MLS101")) is Pillar.DATA
    assert pillar_of(finding(rule="MLS201")) is Pillar.MODEL

"""Verdicts and exit statuses: an unreadable file is never a silent pass."""

import pytest

from mlsec_nb.core.finding import Severity, Skipped, Suppression
from tests.factories import finding, gap, result, target


@pytest.mark.parametrize(
    ("scanned", "status"),
    [
        (target(), 0),
        (target(finding("medium")), 0),
        (target(finding("high")), 1),
        (target(finding("critical"), skipped=(gap(),)), 1),
        (target(skipped=(gap(),)), 2),
        (target(skipped=(Skipped("2 images", "no text", gap=False),)), 0),
        (target(finding("high", suppressed=Suppression("inline"))), 0),
    ],
)
def test_exit_status(scanned, status):
    assert result(scanned).exit_status(Severity.HIGH) == status


def test_gap_outside_any_target():
    assert result(skipped=(gap("none.ipynb"),)).exit_status(Severity.HIGH) == 2


def test_verdicts():
    assert target(finding()).verdict == "findings"
    assert target(skipped=(gap(),)).verdict == "incomplete"
    assert target().verdict == "clean"

"""The gate of the command line."""

from __future__ import annotations

import pytest

from mlsec_nb.checklist.gate import Gate
from mlsec_nb.checklist.result import Basis, Status
from mlsec_nb.core.finding import Severity
from tests.checklist.making import report, result

MIXED = report(
    result(Status.FAIL, id="DATA-91", severity=Severity.HIGH),
    result(Status.PASS, id="DATA-92", severity=Severity.HIGH),
    result(Status.NOT_CHECKED, id="DATA-93", severity=Severity.MEDIUM),
    result(Status.ATTENTION, id="DATA-94", severity=Severity.CRITICAL, basis=Basis.WAIVED),
)


@pytest.mark.parametrize(
    ("gate", "number"),
    [
        (Gate(), 0),
        (Gate(fail_on="critical"), 0),
        (Gate(fail_on="high"), 1),
        (Gate(fail_on="any"), 1),
        (Gate(min_pillar=25), 0),
        (Gate(min_pillar=26), 1),
        (Gate(max_unknown=1), 0),
        (Gate(max_unknown=0), 1),
        (Gate(fail_on="any", min_pillar=90, max_unknown=0), 3),
    ],
)
def test_what_is_objected_to(gate: Gate, number: int) -> None:
    assert len(gate.objections(MIXED)) == number

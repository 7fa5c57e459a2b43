"""The score of a pillar: a sum of weights, no more; what is not checked makes it a range."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mlsec_nb.checklist.result import Basis, ControlResult, PillarScore, Status
from mlsec_nb.core.finding import Severity
from mlsec_nb.core.pillar import Pillar

WEIGHTS = {Severity.CRITICAL: 10.0, Severity.HIGH: 7.5, Severity.MEDIUM: 5.0, Severity.LOW: 2.5}
CAP = 49.0
"""The most that a pillar with an open critical failure can have."""

PASSED = (Basis.AUTOMATIC, Basis.CONFIRMED, Basis.ATTESTED)


def score(pillar: Pillar, results: Iterable[ControlResult]) -> PillarScore:
    """The score of a pillar.

    Parameters
    ----------
    pillar
        The pillar.
    results
        The controls that were asked, of this and other pillars. What does not apply leaves the sum.
    """
    own = [each for each in results if each.control.pillar is pillar]
    counted = [each for each in own if each.status is not Status.NOT_APPLICABLE]
    total = sum(map(_weight, counted))
    got = sum(_weight(each) * each.verdict.credit for each in counted)
    unknown = sum(_weight(each) for each in counted if each.status is Status.NOT_CHECKED)
    capped = any(
        each.status is Status.FAIL and each.control.severity is Severity.CRITICAL for each in counted
    )
    most = CAP if capped else 100.0
    return PillarScore(
        pillar=pillar,
        low=min(_percent(got, total), most) if total else None,
        high=min(_percent(got + unknown, total), most) if total else None,
        coverage=_percent(total - unknown, total),
        mix=_mix(counted),
        capped=capped,
        counts=Counter(each.status for each in own),
    )


def _mix(results: Iterable[ControlResult]) -> dict[Basis, float]:
    """Whose word the weight that passed rests on, in percent."""
    passed = [each for each in results if each.verdict.credit == 1.0]
    total = sum(map(_weight, passed))
    return {
        basis: _percent(sum(_weight(each) for each in passed if each.verdict.basis is basis), total)
        for basis in PASSED
    }


def _weight(result: ControlResult) -> float:
    return WEIGHTS[result.control.severity]


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 1) if whole else 0.0

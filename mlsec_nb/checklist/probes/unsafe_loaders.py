"""Whether code loads files in a way that can run what is in them."""

from __future__ import annotations

from mlsec_nb.checklist.findings import Said, judge
from mlsec_nb.checklist.model import Observation
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.core.finding import Confidence, Severity


def look(situation: Situation) -> Observation:
    """Fail on loaders that run files from elsewhere; the scan lowers those of files that it examined."""
    return judge(
        situation, "MODEL-03", clean="No loader that can run what it loads.", fails=_fails, ignores=_ignores
    )


def _fails(each: Said) -> bool:
    return each.finding.severity >= Severity.MEDIUM and each.finding.confidence > Confidence.LOW


def _ignores(each: Said) -> bool:
    """Findings in model files themselves: they are the business of MODEL-02."""
    return each.finding.engine != "code"


PROBES = (
    Probe(id="code.unsafe_load", title="Loaders in the code", look=look, needs=frozenset({"folder", "scan"})),
)

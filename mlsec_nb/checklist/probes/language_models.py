"""Whether what a language model writes reaches something that runs or renders it."""

from __future__ import annotations

from mlsec_nb.checklist.findings import Said, is_sure, judge
from mlsec_nb.checklist.measured import not_applicable
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.checklist.sources import sources
from mlsec_nb.core.finding import Severity

ALWAYS = frozenset({"MLS254", "MLS256", "MLS257", "MLS258", "MLS312"})
"""Rules that only fire where there is a language model; the others speak of any text from elsewhere."""


def look(situation: Situation) -> Observation:
    """Fail on flows into interpreters, queries and pages, in code that calls a language model."""
    code = sources(situation.files)
    there = code.calls_language_models

    def ignores(each: Said) -> bool:
        return each.finding.severity is Severity.INFO or not (there or each.finding.rule in ALWAYS)

    seen = judge(
        situation,
        "MODEL-17",
        clean="Nothing that a language model writes is run or rendered.",
        fails=lambda each: is_sure(each) and each.finding.severity >= Severity.MEDIUM,
        ignores=ignores,
    )
    if seen.outcome is Outcome.PASS and not there:
        return not_applicable("No code of this project calls a language model.")
    return seen


PROBES = (
    Probe(
        id="code.llm_output_sink",
        title="What becomes of a language model's text",
        look=look,
        needs=frozenset({"folder", "scan"}),
    ),
)

"""Whether saved outputs show personal data."""

from __future__ import annotations

from mlsec_nb.checklist.findings import (
    Said,
    counted,
    is_sure,
    named,
    nothing_read,
    observe,
    read_code,
    relative,
    unread,
)
from mlsec_nb.checklist.measured import not_applicable
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.core.finding import Surface

ENGINE = "privacy"


def look(situation: Situation) -> Observation:
    """Fail on sure patterns in a saved output; the notebooks have to have been read for them."""
    notebooks = [target for target in read_code(situation) if target.kind == "notebook"]
    if not notebooks:
        return nothing_read()
    if not any(rule.engine == ENGINE for rule in situation.scan().rules):
        return not_looked("The scan ran without its privacy engine: add `privacy` to `engines`.")
    found = [
        Said(relative(situation, target.path), finding)
        for target in notebooks
        for finding in target.live
        if finding.engine == ENGINE and finding.location.surface is not Surface.SOURCE
    ]
    if any(map(is_sure, found)):
        return observe(Outcome.FAIL, found, f"{counted(len(found), 'output')} with personal data.")
    if gaps := unread(situation, notebooks):
        return not_looked(f"Not read to the end: {named(gaps)}. `mlsec-nb scan` says why.")
    if found:
        guesses = counted(len(found), "uncertain match", "uncertain matches")
        return observe(Outcome.ATTENTION, found, f"{guesses} in saved outputs.")
    outputs = sum(target.coverage.outputs for target in notebooks)
    if not outputs:
        return not_applicable("The notebooks have no saved outputs.")
    return Observation(
        outcome=Outcome.PASS,
        summary=f"No pattern of personal data in {counted(outputs, 'saved output')}.",
        counts={"outputs": outputs},
    )


PROBES = (
    Probe(
        id="notebook.output_pii",
        title="Personal data in saved outputs",
        look=look,
        needs=frozenset({"scan"}),
    ),
)

"""Whether saved outputs show personal data."""

from __future__ import annotations

from mlsec_nb.checklist.findings import (
    counted,
    is_sure,
    named,
    nothing_read,
    observe,
    read_code,
    said,
    unread,
)
from mlsec_nb.checklist.measured import not_applicable
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation

CONTROL = "DATA-02"


def look(situation: Situation) -> Observation:
    """Fail on sure patterns in a saved output; the notebooks have to have been read for them."""
    notebooks = [target for target in read_code(situation) if target.kind == "notebook"]
    if not notebooks:
        return nothing_read()
    if not any(CONTROL in rule.controls for rule in situation.scan().rules):
        return not_looked("The scan ran without its privacy engine: add `privacy` to `engines`.")
    found = said(situation, CONTROL)
    if any(map(is_sure, found)):
        paths = named(list(dict.fromkeys(each.path for each in found)))
        return observe(Outcome.FAIL, found, f"Personal data in saved outputs of {paths}.")
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

"""Whether code fetches over plain text, or without verifying who answers."""

from __future__ import annotations

from mlsec_nb.checklist.declared import listed
from mlsec_nb.checklist.findings import Said, is_sure, judge
from mlsec_nb.checklist.measured import not_applicable
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.checklist.sources import sources

HERE = ("localhost", "127.0.0.1", "[::1]")


def look(situation: Situation) -> Observation:
    """Fail on plain text and missing verification; attention where only known hosts are concerned."""
    known = (*HERE, *listed(situation, "internal_hosts"))

    def fails(each: Said) -> bool:
        return is_sure(each) and not any(host in each.finding.evidence.lower() for host in known)

    seen = judge(
        situation, "DATA-05", clean="Nothing is fetched in plain text or without verification.", fails=fails
    )
    if seen.outcome is Outcome.PASS and not sources(situation.files).reaches_out:
        return not_applicable("No code of this project fetches anything from a network.")
    return seen


PROBES = (
    Probe(
        id="code.insecure_transport",
        title="Connections that code opens",
        look=look,
        needs=frozenset({"folder", "scan"}),
    ),
)

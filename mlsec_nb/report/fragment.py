"""HTML for the output of a cell: no script, a style of its own, and the colours of the notebook around it."""

from __future__ import annotations

from mlsec_nb.core.result import Result
from mlsec_nb.report import wording
from mlsec_nb.report.html import asset, environment
from mlsec_nb.report.interface import Settings
from mlsec_nb.report.order import targets_in_order, worst_first

TOP = 10
"""Entries shown at once."""
MOST = 200
"""Entries in the fragment: it is stored with the notebook."""


def render(result: Result, settings: Settings) -> str:
    """Return the fragment; ``settings`` change nothing here."""
    del settings
    return html_fragment(result)


def html_fragment(result: Result) -> str:
    """Return what ``_repr_html_`` of a result shows: the worst findings first, each to be opened."""
    several = len(result.targets) > 1
    entries = [
        (target.path if several else "", group)
        for target in targets_in_order(result)
        for group in worst_first(target.live)
    ]
    entries.sort(key=lambda entry: -entry[1].finding.severity)
    return (
        environment()
        .get_template("fragment.html")
        .render(
            result=result,
            style=asset("fragment.css"),
            entries=entries,
            top=TOP,
            most=MOST,
            gaps=[(path, skipped) for path, skipped in result.all_skipped() if skipped.gap],
            omissions=wording.omissions(result),
            not_a_proof=wording.NOT_A_PROOF,
        )
    )

"""HTML for the output of a cell: no script, a style of its own, the colours of the notebook around it."""

from __future__ import annotations

from mlsec_nb.checklist.export import Settings
from mlsec_nb.checklist.export.html import PACKAGE, view
from mlsec_nb.checklist.result import ChecklistReport
from mlsec_nb.report.html import asset, environment


def render(report: ChecklistReport, settings: Settings) -> str:
    """Return the fragment; ``settings`` change nothing here."""
    del settings
    style = asset("fragment.css") + asset("checklist-fragment.css", PACKAGE)
    template = environment(PACKAGE).get_template("checklist-fragment.html")
    return template.render(style=style, **view(report))

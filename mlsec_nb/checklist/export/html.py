"""HTML in one file, in the look of the scan's report: no script, nothing is loaded from anywhere."""

from __future__ import annotations

from typing import Any

from mlsec_nb.checklist.export import Settings, charts, wording
from mlsec_nb.checklist.load import catalogue
from mlsec_nb.checklist.result import ChecklistReport, Status
from mlsec_nb.report.html import asset, environment, policy

PACKAGE = "mlsec_nb.checklist.export"


def render(report: ChecklistReport, settings: Settings) -> str:
    """Return the whole page; ``settings`` change nothing here."""
    del settings
    style = asset("report.css") + asset("checklist.css", PACKAGE)
    template = environment(PACKAGE).get_template("checklist.html")
    return template.render(style=style, policy=policy(style), **view(report))


def view(report: ChecklistReport) -> dict[str, Any]:
    """What the templates show."""
    return {
        "report": report,
        "words": wording,
        "pillars": [
            {
                "score": pillar,
                "name": wording.PILLARS[pillar.pillar],
                "bar": charts.bar(pillar),
                "points": charts.points(wording.curve(report, pillar.pillar)),
                "mix": wording.mix(pillar),
                "results": wording.of_pillar(report, pillar),
            }
            for pillar in report.pillars
        ],
        "counts": [(status, len(report.with_status(status))) for status in Status],
        "news": wording.news(report),
        "remarks": wording.remarks(report),
        "frameworks": catalogue().frameworks,
        "box": (charts.WIDTH, charts.HEIGHT),
    }

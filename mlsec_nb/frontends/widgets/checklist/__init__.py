"""The view of the checklist."""

from __future__ import annotations

from collections.abc import Callable

from mlsec_nb.checklist.run import Request
from mlsec_nb.frontends.widgets.app import App
from mlsec_nb.frontends.widgets.checklist.controls import Controls
from mlsec_nb.frontends.widgets.checklist.history import History
from mlsec_nb.frontends.widgets.checklist.pillars import Pillars
from mlsec_nb.frontends.widgets.checklist.state import ChecklistState
from mlsec_nb.frontends.widgets.work import Work


def checklist_app(request: Callable[[], Request]) -> App:
    """Pillars, controls with their forms, history."""
    state, work = ChecklistState(request), Work()
    pillars = Pillars(state, work)
    app = App(
        state,
        (pillars, Controls(state, work), History(state)),
        work,
    )
    pillars.opened = lambda: app.open(Controls.title)
    return app

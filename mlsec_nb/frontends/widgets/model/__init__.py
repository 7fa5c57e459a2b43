"""The view of a profiled model."""

from __future__ import annotations

import ipywidgets

from mlsec_nb.frontends.widgets.app import App
from mlsec_nb.frontends.widgets.model.card import Card
from mlsec_nb.frontends.widgets.model.gallery import Gallery
from mlsec_nb.frontends.widgets.model.rows import Rows
from mlsec_nb.frontends.widgets.model.what_if import WhatIf
from mlsec_nb.frontends.widgets.profile.figures import Figures
from mlsec_nb.frontends.widgets.profile.findings import Findings
from mlsec_nb.frontends.widgets.profile.overview import Overview
from mlsec_nb.frontends.widgets.profile.state import ProfileState
from mlsec_nb.frontends.widgets.work import Work
from mlsec_nb.profile.result import Profile

LONGEST = 600
"""Seconds of the budget's slider."""


def model_app(profile: Profile) -> App:
    """Overview, findings, figures, rows, adversarial examples, what a defence would change, the card."""
    case = getattr(profile, "case", None)
    state, work = ProfileState(profile, case), Work()
    budget = ipywidgets.IntSlider(
        value=min(int(getattr(case, "budget", None) or 60), LONGEST),
        min=5,
        max=LONGEST,
        step=5,
        description="Budget in seconds",
        style={"description_width": "initial"},
        layout={"width": "24rem"},
    )
    sections = (
        Overview(state, work, lambda: float(budget.value), [budget]),
        Findings(state, work),
        Figures(state),
        Rows(state),
        Gallery(state),
        WhatIf(state, work),
        Card(state),
    )
    return App(
        state,
        sections,
        work,
    )

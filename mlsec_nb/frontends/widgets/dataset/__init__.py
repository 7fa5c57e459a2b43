"""The view of a profiled dataset."""

from __future__ import annotations

from mlsec_nb.frontends.widgets.app import App
from mlsec_nb.frontends.widgets.dataset.columns import Columns
from mlsec_nb.frontends.widgets.dataset.export import Export
from mlsec_nb.frontends.widgets.dataset.rows import Rows
from mlsec_nb.frontends.widgets.dataset.state import DatasetState
from mlsec_nb.frontends.widgets.profile.figures import Figures
from mlsec_nb.frontends.widgets.profile.findings import Findings
from mlsec_nb.frontends.widgets.profile.overview import Overview
from mlsec_nb.frontends.widgets.work import Work
from mlsec_nb.profile.result import Profile


def dataset_app(profile: Profile) -> App:
    """Overview, findings, columns, rows, figures, and what to take away."""
    state, work = DatasetState(profile), Work()
    sections = (
        Overview(state, work),
        Findings(state, work),
        Columns(state),
        Rows(state),
        Figures(state),
        Export(state),
    )
    return App(
        state,
        sections,
        work,
    )

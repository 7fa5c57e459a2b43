"""Interactive views of profiles and of the checklist, made of ipywidgets' core widgets only.

``app.py`` holds a view together and gives it a static twin, ``work.py`` runs what takes long in a thread,
``markup.py`` and ``controls.py`` are what views are built from. A folder for each view: its state, which
knows no widget, and one file for each of its sections.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mlsec_nb.errors import UsageError

if TYPE_CHECKING:
    from mlsec_nb.checklist.run import Request
    from mlsec_nb.frontends.widgets.app import App
    from mlsec_nb.profile.result import Profile


def profile_widget(profile: Profile) -> App:
    """The view of a profile of a dataset or a model.

    Raises
    ------
    UsageError
        Without ipywidgets.
    """
    _needs_ipywidgets()
    if profile.kind == "model":
        from mlsec_nb.frontends.widgets.model import model_app

        return model_app(profile)
    from mlsec_nb.frontends.widgets.dataset import dataset_app

    return dataset_app(profile)


def checklist_widget(request: Callable[[], Request]) -> App:
    """The view of the checklist; ``request`` says anew, for each run, what the face can see.

    Raises
    ------
    UsageError
        Without ipywidgets.
    """
    _needs_ipywidgets()
    from mlsec_nb.frontends.widgets.checklist import checklist_app

    return checklist_app(request)


def _needs_ipywidgets() -> None:
    try:
        import ipywidgets  # noqa: F401 - is it there?
    except ImportError:
        raise UsageError(
            "ipywidgets is not installed.", "`pip install ipywidgets`, or show the object."
        ) from None

"""The checklist: controls in four pillars, what probes saw, what people stated, and how fresh it is.

``catalogue/`` says what is asked, ``probes/`` look, ``status.py`` and ``score.py`` judge, ``store.py`` and
``history.py`` remember, ``export/`` shows; ``run.py`` does all of it once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlsec_nb.checklist.result import ChecklistReport


def checklist(
    folder: str | Path = ".",
    *,
    profile: str | None = None,
    only: tuple[str, ...] = (),
    demand: bool = False,
    network: bool = False,
    remember: bool | None = None,
) -> ChecklistReport:
    """Go through the checklist of a project.

    Parameters
    ----------
    folder
        A folder of the project, or a notebook in it.
    profile
        ``baseline``, ``standard`` or ``full``; by default what ``mlsec.toml`` says, else ``baseline``.
    only
        Pillars (``data``, ``model``, ``infrastructure``, ``human``) or ids of controls; default: all.
    demand
        Whether probes that take long run as well.
    network
        Whether probes may use the network.
    remember
        Whether the run is written to ``.mlsec/``; by default if the project keeps a checklist.

    Returns
    -------
    ChecklistReport
        ``.controls``, ``.pillars``, ``.score`` (percent), ``.to_dict()``, ``.render("html")``.

    Raises
    ------
    UsageError
        When there is no such folder, profile, pillar or control.
    ConfigError
        When the project's configuration or memory cannot be used.
    """
    from mlsec_nb.checklist.model import Profile
    from mlsec_nb.checklist.run import Request, run_checklist
    from mlsec_nb.errors import UsageError

    try:
        wanted = None if profile is None else Profile(profile)
    except ValueError as error:
        names = ", ".join(each.value for each in Profile)
        raise UsageError(f"No profile is called {profile!r}.", f"There are {names}.") from error
    return run_checklist(
        Request(
            folder=Path(folder),
            profile=wanted,
            only=only,
            demand=demand,
            network=network,
            remember=remember,
        )
    )

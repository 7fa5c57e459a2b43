"""Ask whether a pickle may do what it should not: in the terminal at once, in a notebook with buttons.

A notebook's buttons cannot answer while the cell runs: the load is stopped, and the answer counts when
the cell is run again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from html import escape

from mlsec_nb.errors import MlsecError
from mlsec_nb.frontends.magics.view import in_terminal
from mlsec_nb.guard.incidents import Incident
from mlsec_nb.guard.permissions import PERMISSIONS


def ask(incident: Incident) -> bool:
    """Ask; says whether the load may go on now."""
    if not in_terminal():
        _show(incident)
        return False
    if not sys.stdin or not sys.stdin.isatty():
        return False
    print(incident.message)  # noqa: T201 - a question to the terminal
    return input("Let this load go on? [y/N] ").strip().lower() == "y"


def _show(incident: Incident) -> None:
    """Show what is asked for and the ways on."""
    import ipywidgets
    from IPython.display import display

    said = ipywidgets.HTML(f"<b>{escape(incident.message)}</b><br>Allow it only if you trust who wrote it.")
    answer = ipywidgets.HTML()

    def button(label: str, allow: Callable[[], str]) -> ipywidgets.Button:
        def clicked(_button: object) -> None:
            try:
                answer.value = f"{escape(allow())} Run the cell again."
            except (MlsecError, OSError) as error:
                answer.value = escape(str(error))

        made = ipywidgets.Button(description=label, layout={"width": "auto"})
        made.on_click(clicked)
        return made

    buttons = [button("Allow once", lambda: _once(incident))]
    if incident.source.path:
        buttons.append(button("Allow this file as it is now", lambda: _file(incident)))
    if not incident.building and not incident.effect:
        buttons.append(button("Always allow the name", lambda: _always(incident)))
    display(ipywidgets.VBox([said, ipywidgets.HBox(buttons), answer]))


def _once(incident: Incident) -> str:
    PERMISSIONS.once.add(incident.subject)
    return f"{incident.subject} is allowed for the next load."


def _file(incident: Incident) -> str:
    digest = PERMISSIONS.allow_file(incident.source.path) if incident.source.path else ""
    return f"{incident.source.name} with the SHA-256 {digest[:16]}… is allowed in this session."


def _always(incident: Incident) -> str:
    return f"{incident.subject} is allowed in {PERMISSIONS.allow_always(incident.subject)}."

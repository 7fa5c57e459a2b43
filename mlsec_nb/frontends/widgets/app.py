"""One view: its sections as tabs, and a static twin for where no kernel runs."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Protocol

import ipywidgets
from IPython.display import publish_display_data

from mlsec_nb.frontends.widgets.cells import insert
from mlsec_nb.frontends.widgets.work import Work

VIEW = "application/vnd.jupyter.widget-view+json"


class Section(Protocol):
    """A tab: made when it is first opened, brought up to date whenever it is shown."""

    title: str

    def box(self) -> ipywidgets.Widget:
        """The controls."""

    def refresh(self) -> None:
        """Show the state as it is now."""


class State(Protocol):
    """What a view shows; it tells the view when it is another."""

    changed: Callable[[], None]

    def twin(self) -> tuple[str, str]:
        """The result as static HTML and as plain text."""


class App:
    """A view of a result.

    Parameters
    ----------
    state
        What is shown.
    sections
        The tabs, in order.
    work
        Runs what takes long; its progress is shown above the tabs.
    """

    def __init__(self, state: State, sections: Sequence[Section], work: Work) -> None:
        self.id = secrets.token_hex(6)
        self.state = state
        self.sections = tuple(sections)
        self.work = work
        self._made: set[int] = set()
        self._stale: set[int] = set()
        empty = [ipywidgets.VBox() for _ in self.sections]
        self.tabs = ipywidgets.Tab(children=empty, titles=[section.title for section in self.sections])
        style = ipywidgets.HTML(f"<style>{_style()}</style>", layout={"display": "none"})
        self.box = ipywidgets.VBox([style, work.box, self.tabs])
        self.box.add_class("mlsec-app")
        self.box.add_class(f"mlsec-live-{self.id}")
        self.tabs.observe(lambda _: self._show(), "selected_index")
        self.tabs.selected_index = 0
        self._show()
        state.changed = self.changed

    def changed(self) -> None:
        """Bring the section that is shown up to date now, and the others when they are opened."""
        self._stale = set(self._made)
        self._show()

    def open(self, title: str) -> None:
        """Show the section of this title."""
        self.tabs.selected_index = [section.title for section in self.sections].index(title)

    def insert(self) -> None:
        """Put what there is to take away (code, or the model card) into a cell below the running one.

        Raises
        ------
        UsageError
            When no cell is running: then copy it.
        """
        insert(next(section.source() for section in self.sections if hasattr(section, "source")))

    def _show(self) -> None:
        place = self.tabs.selected_index
        if place is None:
            return
        section = self.sections[place]
        made = place not in self._made
        box = section.box() if made else None
        if made or place in self._stale:
            self._stale.discard(place)
            section.refresh()
        if box is not None:  # complete when it is first seen, so that nothing moves under the mouse
            self._made.add(place)
            self.tabs.children[place].children = (box,)

    def static(self) -> dict[str, str]:
        """The twin that is saved with the notebook; hidden as long as the live view is on the same page."""
        html, plain = self.state.twin()
        live, twin = f"mlsec-live-{self.id}", f"mlsec-static-{self.id}"
        # JupyterLab puts "model not found" where the live view was: hidden in favour of the twin
        lost = (
            f".jp-OutputArea-child:has(.{twin}) + .jp-OutputArea-child:has(.jupyter-widgets)"
            f":not(:has(.{live})) {{ display: none; }}"
        )
        style = f"<style>body:has(.{live}) .{twin} {{ display: none; }} {lost}</style>"
        return {"text/plain": plain, "text/html": f'{style}<div class="{twin}">{html}</div>'}

    def _ipython_display_(self) -> None:
        """Show the twin and the live view: whichever can be seen is."""
        publish_display_data(self.static())
        view: dict[str, Any] = self.box._repr_mimebundle_()
        hint = "The interactive view needs a running kernel; above is what it showed."
        publish_display_data({VIEW: view[VIEW], "text/plain": hint, "text/html": f"<!-- {hint} -->"})


@lru_cache(maxsize=1)
def _style() -> str:
    return (files("mlsec_nb.frontends.widgets") / "app.css").read_text("utf-8")

"""Reports of what a function does with a function that it is handed, at the call that hands it over."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

from mlsec_nb.notebook.names.events import Assignment, Call, Import, Observer, Site, Subclass
from mlsec_nb.notebook.names.values import Value


@dataclass(slots=True)
class Relay:
    """Observes the body of a function while it is walked with the arguments of one call.

    Passes on to ``observer`` what becomes of the functions called ``names``, as if it happened at
    ``site``; what the body does besides is reported where it stands.
    """

    observer: Observer
    names: frozenset[str]
    site: Site
    references: Container[str]

    def wants_call(self, names: tuple[str, ...], method: str, keywords: Mapping[str, Value]) -> bool:
        """Whether a call is of one of the functions that were handed over."""
        return not self.names.isdisjoint(names) and self.observer.wants_call(names, method, keywords)

    def event(self, event: Call | Assignment | Subclass | Import) -> None:
        """Pass on a call of one of the functions that were handed over, if its arguments are known."""
        if isinstance(event, Call) and not event.is_open and not self.names.isdisjoint(event.names):
            self.observer.event(replace(event, site=self.site))

    def finished(self, bindings: Mapping[str, Value]) -> None:
        """The walk goes on outside."""

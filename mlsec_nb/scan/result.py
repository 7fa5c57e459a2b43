"""The result of a scan, which can show itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mlsec_nb.core.result import Result


@dataclass(frozen=True, kw_only=True)
class ScanResult(Result):
    """A :class:`~mlsec_nb.core.result.Result` that can show itself in every format."""

    def render(self, format_name: str, **settings: Any) -> str:
        """Render as ``text``, ``json``, ``sarif``, ``markdown``, ``html`` or ``junit``."""
        from mlsec_nb.report.interface import render

        return render(self, format_name, **settings)

    def to_json(self) -> str:
        """The result as JSON, wire v1."""
        return self.render("json")

    def to_sarif(self) -> str:
        """The result as SARIF 2.1.0."""
        return self.render("sarif")

    def _repr_html_(self) -> str:
        return self.render("fragment")

    def __str__(self) -> str:
        return self.render("text")

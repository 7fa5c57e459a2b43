"""Every face of a scan result: :func:`render` turns one into text, JSON, SARIF and the rest."""

from mlsec_nb.report.interface import FORMATS, Format, Settings, render

__all__ = ["FORMATS", "Format", "Settings", "render"]

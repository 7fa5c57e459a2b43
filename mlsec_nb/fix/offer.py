"""Say in a word which fix there probably is; what it would change is worked out when it is asked for."""

from __future__ import annotations

from mlsec_nb.core.finding import Finding, Fix, Surface
from mlsec_nb.core.notebook import Cell, Notebook

REDACT = "Redact the output"
ENVIRONMENT = "Read the value from the environment"


def offer(notebook: Notebook, finding: Finding) -> Fix | None:
    """The fix of a finding: its engine's, or one of this package's, without edits yet."""
    at = finding.location
    if finding.fix or finding.engine != "secrets" or at.cell is None:
        return finding.fix
    if at.surface is Surface.OUTPUT:
        return Fix(REDACT)
    readable = at.surface is Surface.SOURCE and _is_python(notebook.cells[at.cell])
    return Fix(ENVIRONMENT) if readable else None


def _is_python(cell: Cell) -> bool:
    return cell.kind == "code" and cell.language == "python"

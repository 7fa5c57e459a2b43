"""Ask for the changes that remove a finding, redact all outputs, or silence a finding in its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from mlsec_nb.core.finding import Edit, Finding, Location, Severity, Surface
from mlsec_nb.errors import UsageError
from mlsec_nb.fix.change import Change, PreviewLine, edited, preview
from mlsec_nb.fix.environment import NameFor, imported_modules, to_environment
from mlsec_nb.fix.offer import ENVIRONMENT, REDACT
from mlsec_nb.fix.redact import outputs_of, readable, removed, with_outputs
from mlsec_nb.fix.silence import silence
from mlsec_nb.notebook.code import parse_notebook
from mlsec_nb.notebook.read import read_dict
from mlsec_nb.scan import Scanner
from mlsec_nb.secrets.redaction import Redacted, redact
from mlsec_nb.secrets.spellings import MASKED

HIDDEN = "••••••••"

Model = Mapping[str, Any]


class Proposer:
    """Proposes changes of one notebook.

    Parameters
    ----------
    scanner
        Says what is wrong, before and after.
    model
        The notebook as JSON.
    path
        What it is called.
    name_for
        Says what an environment variable is called, and so learns of its value.
    """

    def __init__(
        self,
        scanner: Scanner,
        model: Model,
        path: str,
        *,
        name_for: NameFor = lambda name, value: name,
    ) -> None:
        self._scanner = scanner
        self._model = model
        self._path = path
        self._name_for = name_for
        self.notebook = read_dict(model, path)
        self._target = scanner.notebook(self.notebook)

    @cached_property
    def _redacted(self) -> Redacted:
        return redact(self._model, salt=self._scanner.options.salt, surfaces=("output",))

    def finding(self, fingerprint: str, location: Location) -> Finding:
        """The finding that is still at this place.

        Raises
        ------
        UsageError
            When the notebook has it no longer.
        """
        for finding in self._target.findings:
            if finding.fingerprint == fingerprint and finding.location == location:
                return finding
        raise UsageError("This finding is not in the notebook any more.", "Scan again.")

    def found(self) -> tuple[Finding, ...]:
        """The findings that nobody has accepted."""
        return self._target.live

    def fix(self, finding: Finding) -> list[Change]:
        """Changes that remove ``finding``; none when there is no safe one."""
        at = finding.location
        if at.cell is None:
            return []
        if at.surface is Surface.OUTPUT:
            return self._redact(at.cell, [finding])
        if at.surface is Surface.SOURCE:
            edits = finding.fix.edits if finding.fix else self._environment(finding)
            title = finding.fix.title if finding.fix else ENVIRONMENT
            return [self._edit(at.cell, title, edits)] if edits else []
        return []

    def redact_outputs(self, threshold: Severity) -> list[Change]:
        """Changes that mask every secret of at least this severity which an output shows."""
        found: dict[int, list[Finding]] = {}
        for finding in self._target.live:
            at = finding.location
            if at.cell is not None and at.surface is Surface.OUTPUT and finding.severity >= threshold:
                found.setdefault(at.cell, []).append(finding)
        return [change for cell, findings in found.items() for change in self._redact(cell, findings)]

    def silence(self, finding: Finding, reason: str) -> list[Change]:
        """The change that makes ``finding`` be ignored where it stands."""
        at = finding.location
        if at.cell is None:
            return []
        edits, tags = silence(self.notebook.cells[at.cell], finding, reason)
        if edits:
            return [self._edit(at.cell, "Ignore it with a comment", edits)]
        lines = tuple(PreviewLine("new", f"tag: {tag}") for tag in tags)
        return [Change(cell=at.cell, title="Ignore it with a tag of the cell", tags=tags, preview=lines)]

    def _environment(self, finding: Finding) -> tuple[Edit, ...]:
        if finding.engine != "secrets":
            return ()
        cells = parse_notebook(self.notebook)
        own = next((code for code in cells if code.part.cell == finding.location.cell), None)
        if own is None:
            return ()
        bound = imported_modules(cells, finding.location)
        return to_environment(
            own, finding.location, rule_name=finding.name, bound=bound, name_for=self._name_for
        )

    def _edit(self, cell: int, title: str, edits: tuple[Edit, ...]) -> Change:
        source = self.notebook.cells[cell].source.text
        lines = preview(self._hide(source), self._hide(edited(source, edits)))
        return Change(cell=cell, title=title, edits=edits, preview=lines)

    def _redact(self, cell: int, findings: Sequence[Finding]) -> list[Change]:
        before = outputs_of(self._model, cell)
        masked = outputs_of(self._redacted.notebook, cell)
        left = self._still_found(cell, masked, {finding.rule for finding in findings})
        after = [removed() if number in left else output for number, output in enumerate(masked)]
        if after == before:
            return []
        lines = preview(self._hide(readable(before)), readable(after))
        return [Change(cell=cell, title=REDACT, outputs=tuple(after), preview=lines)]

    def _still_found(self, cell: int, outputs: list[Any], rules: set[str]) -> set[int]:
        """Numbers of the outputs in which a secret is spelled in a way that masking does not know."""
        model = with_outputs(self._model, cell, outputs)
        return {
            f.location.output
            for f in self._scanner.notebook(read_dict(model, self._path)).live
            if f.location.cell == cell and f.rule in rules and f.location.output is not None
        }

    def _hide(self, text: str) -> str:
        return MASKED.sub(HIDDEN, self._redacted.erase(text))

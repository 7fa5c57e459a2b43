"""One scan of the notebook in the browser, under the options of its project."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from mlsec_nb.core.finding import Finding, Location, Severity
from mlsec_nb.core.notebook import Notebook
from mlsec_nb.core.result import Target
from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.server import artifacts
from mlsec_nb.loaded import Examinations
from mlsec_nb.options import Options, load_options
from mlsec_nb.scan import Scanner


class FilesSeen:
    """What is known of model files: it counts under the options that it was found under."""

    def __init__(self) -> None:
        self._options: tuple[object, ...] = ()
        self._examinations = Examinations()

    def under(self, options: Options) -> Examinations:
        """The examinations under these options."""
        deciding = (options.allow, options.manifest, options.salt)
        if deciding != self._options or options.manifest:  # the manifest may have changed as well
            self._options, self._examinations = deciding, Examinations()
        return self._examinations


class Scan:
    """One scan of a notebook, as JSON, whose files are below ``root``."""

    def __init__(self, model: Mapping[str, Any], scanner: Scanner, *, root: str, path: str) -> None:
        from mlsec_nb.notebook.read import read_dict

        start = time.perf_counter()
        self.path = path
        self.scanner, self.options = scanner, scanner.options
        # configuration and baselines name paths below the root
        notebook = read_dict(model, os.path.join(root, path))
        found = self.scanner.notebook(notebook, folder=artifacts.folder_of(root, path))
        self.target = _offering_fixes(notebook, found, path)
        result = self.scanner.result([self.target], seconds=time.perf_counter() - start)
        beside = (artifacts.named_below(root, target) for target in result.targets[1:])
        self.result = replace(result, targets=(self.target, *beside))

    @property
    def guarded(self) -> list[str]:
        """The fingerprints that the save guard warns of."""
        return sorted({f.fingerprint for f in self.target.live if f.severity >= self.options.fail_on})


def find(findings: Iterable[Finding], fingerprint: str, location: Location) -> Finding:
    """The finding that a request names.

    Raises
    ------
    UsageError
        When it is not among them.
    """
    for finding in findings:
        if finding.fingerprint == fingerprint and finding.location == location:
            return finding
    raise UsageError("This finding is not there any more.", "Scan again.")


def asked_options(root: str, request: Mapping[str, Any]) -> Options:
    """The options of the project, and what a request asks beyond them."""
    options = load_options(start=Path(root)) if root else Options()
    ignore = request.get("ignore")
    if isinstance(ignore, list) and all(isinstance(name, str) for name in ignore):
        options = options.updated(ignore=(*options.ignore, *ignore))
    severity = request.get("min_severity")
    if severity in [s.label for s in Severity]:
        options = options.updated(min_severity=max(options.min_severity, Severity.parse(str(severity))))
    return options


def _offering_fixes(notebook: Notebook, target: Target, path: str) -> Target:
    """The target under the name that the front end knows, each finding with the fix that can be asked for."""
    from mlsec_nb.fix.offer import offering

    return replace(target, path=path, findings=tuple(offering(notebook, target.findings)))

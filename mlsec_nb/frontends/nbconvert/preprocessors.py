"""Preprocessors for exporters of any kind: take secrets out of the copy, or refuse to make one."""

from __future__ import annotations

from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbconvert.utils.exceptions import ConversionException
from traitlets import CaselessStrEnum, List

from mlsec_nb.core.finding import Severity
from mlsec_nb.frontends.nbconvert.exporter import notebook_path
from mlsec_nb.notebook.read import read_dict
from mlsec_nb.options import load_options
from mlsec_nb.report.wording import place, severities
from mlsec_nb.scan import Scanner
from mlsec_nb.secrets.redaction import SURFACES, redact

MOST_NAMED = 5


class RedactSecrets(Preprocessor):
    """Replaces every secret in the exported copy by its kind, length and short hash.

    The notebook itself is not touched. Put it last: what a later preprocessor adds is not looked at.
    """

    surfaces = List(
        CaselessStrEnum(SURFACES),
        default_value=list(SURFACES),
        help=f"What is redacted, out of {', '.join(SURFACES)}.",
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Redact the notebook, and the files that were extracted from it."""
        redacted = redact(nb, salt=load_options().salt, surfaces=frozenset(self.surfaces))
        files = resources.get("outputs")
        for name, data in (files or {}).items():
            files[name] = redacted.mask_bytes(data)
        if redacted.secrets:
            self.log.info("Redacted %d secrets.", redacted.secrets)
        return redacted.notebook, resources


class FailOnFindings(Preprocessor):
    """Ends the conversion when what would be exported has findings of ``fail_on`` or worse."""

    fail_on = CaselessStrEnum(
        [severity.label for severity in Severity],
        default_value=None,
        allow_none=True,
        help="From which severity on; by default that of the project's configuration, or high.",
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Scan the notebook as the preprocessors before this one left it.

        Raises
        ------
        ConversionException
            When there is something.
        """
        options = load_options()
        fail_on = Severity.parse(self.fail_on) if self.fail_on else options.fail_on
        path = notebook_path(resources)
        target = Scanner(options).target(path, lambda: read_dict(nb, path))
        severe = [finding for finding in target.live if finding.severity >= fail_on]
        if severe:
            named = [f"{finding.name} in {place(finding.location)}" for finding in severe[:MOST_NAMED]]
            more = f" and {len(severe) - MOST_NAMED} more" if len(severe) > MOST_NAMED else ""
            raise ConversionException(
                f"{path} was not converted: {severities(severe)}: {'; '.join(named)}{more}. "
                "`jupyter nbconvert --to mlsec` makes a report of them."
            )
        for skipped in target.skipped:
            if skipped.gap:
                self.log.warning("%s: not scanned: %s: %s", path, skipped.what, skipped.why)
        return nb, resources

"""The engines over one notebook: what they find, with every secret masked that one of them quotes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mlsec_nb.core.finding import Finding, Skipped
from mlsec_nb.core.notebook import Notebook
from mlsec_nb.core.redact import Redactor
from mlsec_nb.loaded import LoadedFiles
from mlsec_nb.options import Options
from mlsec_nb.scan.masking import impersonal, masked, searched
from mlsec_nb.scan.selection import Found

if TYPE_CHECKING:
    from mlsec_nb.notebook.code import CellCode
    from mlsec_nb.secrets.memory import Memory


def run_engines(
    notebook: Notebook,
    options: Options,
    *,
    loaded: LoadedFiles,
    folder: Path | None = None,
    memory: Memory | None = None,
) -> tuple[list[Found], list[Skipped]]:
    """Run the engines that the options name over a notebook.

    Parameters
    ----------
    notebook
        What to look at.
    options
        The engines, and the salt of the masks.
    loaded
        Judges what loads a file below ``folder`` by that file.
    folder
        Where the notebook lies on disk; without it no file is looked for.
    memory
        What is known of large outputs from scans before.

    Returns
    -------
    tuple
        What was found, each with the plain spellings of its secret, and what was skipped.
    """
    from mlsec_nb.notebook.code import parse_notebook
    from mlsec_nb.secrets.engine import detect

    code = parse_notebook(notebook)
    analysed = _analysed(notebook, code, options, loaded=loaded, folder=folder)
    # Code evidence quotes the source: secrets are found even if only to mask them there.
    wanted = "secrets" in options.engines
    detected = list(detect(notebook, code, salt=options.salt, memory=memory)) if wanted or analysed else []
    secrets = [item for item in detected if not isinstance(item, Skipped)]
    values = ((value, item.finding.name) for item in secrets for value in item.values)
    redact = Redactor(values, options.salt)
    personal = _personal(notebook, options)

    found: list[Found] = [(item.finding, item.values) for item in secrets] if wanted else []
    quoting = [masked(item, redact) for item in (*analysed, *personal) if isinstance(item, Finding)]
    if len(secrets) < len(detected):
        quoting = searched(quoting, options.salt)
    found += [(finding, ()) for finding in quoting]
    found = [(impersonal(finding, options.salt), values) for finding, values in found]
    skipped = [gap for cell in code for gap in cell.skipped]
    skipped += [item for item in (*analysed, *detected, *personal) if isinstance(item, Skipped)]
    return found, [replace(gap, why=redact(gap.why)) for gap in skipped]


def _analysed(
    notebook: Notebook,
    code: tuple[CellCode, ...],
    options: Options,
    *,
    loaded: LoadedFiles,
    folder: Path | None,
) -> list[Finding | Skipped]:
    """What the code does that is unsafe; where it loads a file that is there, in the light of that file."""
    if "code" not in options.engines:
        return []
    from mlsec_nb.code.engine import analyse

    analysed = analyse(notebook, code)
    if folder is not None and "artifacts" in options.engines:
        analysed = loaded.inform(notebook, folder, analysed)
    return list(analysed)


def _personal(notebook: Notebook, options: Options) -> list[Finding | Skipped]:
    """The personal data that the notebook shows."""
    if "privacy" not in options.engines:
        return []
    from mlsec_nb.privacy.engine import detect

    return list(detect(notebook, salt=options.salt))

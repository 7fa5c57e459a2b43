"""A notebook as it may be committed: outputs and metadata without secrets, every other byte as it was.

Sources stay: masked code would not run, and what a pre-commit hook refuses is not hidden by a filter.
"""

from __future__ import annotations

import json

from mlsec_nb.errors import UnreadableError
from mlsec_nb.fix.raw import patched
from mlsec_nb.secrets.redaction import redact

SURFACES = ("output", "metadata", "attachment")


def cleaned(raw: bytes, *, salt: str = "") -> tuple[bytes, int]:
    """The bytes of a notebook with the secrets of its outputs masked, and how many there were.

    Running it twice changes nothing more, which git asks of a clean filter.

    Raises
    ------
    UnreadableError
        When the bytes are no notebook, or cannot be changed in place.
    """
    codec = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        model = json.loads(raw.decode(codec))
        cells = model["cells"] if isinstance(model, dict) else None
        whole = isinstance(cells, list) and all(isinstance(cell, dict) for cell in cells)
    except (ValueError, KeyError, RecursionError) as error:
        raise UnreadableError("is no notebook of nbformat 4.", "Save it with a newer Jupyter.") from error
    if not whole:
        raise UnreadableError("is no notebook of nbformat 4.", "Save it with a newer Jupyter.")
    redacted = redact(model, salt=salt, surfaces=SURFACES)
    return patched(raw, model, redacted.notebook), redacted.secrets

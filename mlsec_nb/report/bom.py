"""Digests of model files: lines for ``sha256sum -c``, or a bill of materials (CycloneDX 1.6)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any

from mlsec_nb._version import __version__
from mlsec_nb.core.result import Target

DATA = ("numpy", "JSON", "XML", "data", "zip", "tar", "7z", "HDF5", "unknown")
"""Formats that need not hold a model."""

NAMESPACE = uuid.UUID("6f0a2a52-3a0e-5d0c-9f43-5ad1f7a8c3d1")


def digest_lines(targets: Iterable[Target]) -> str:
    """One line for each file, by path: digest, two blanks, path."""
    ordered = sorted(targets, key=lambda target: target.path)
    return "".join(f"{target.sha256}  {target.path}\n" for target in ordered)


def cyclonedx(targets: Iterable[Target]) -> str:
    """A bill of materials; the same files give the same text."""
    ordered = sorted(targets, key=lambda target: target.path)
    identity = uuid.uuid5(NAMESPACE, digest_lines(ordered))
    tool = {"type": "application", "name": "mlsec-nb", "version": __version__}
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{identity}",
        "version": 1,
        "metadata": {"tools": {"components": [tool]}},
        "components": [_component(target) for target in ordered],
    }
    return json.dumps(bill, indent=2) + "\n"


def _component(target: Target) -> dict[str, Any]:
    data = target.format.startswith(DATA)
    properties = {
        "mlsec-nb:format": target.format,
        "mlsec-nb:verdict": target.verdict,
        "mlsec-nb:size": str(target.coverage.bytes),
    }
    if target.live:
        properties["mlsec-nb:worst"] = max(finding.severity for finding in target.live).label
    return {
        "type": "data" if data else "machine-learning-model",
        "bom-ref": target.path,
        "name": target.path,
        "hashes": [{"alg": "SHA-256", "content": target.sha256}],
        "properties": [{"name": name, "value": value} for name, value in properties.items()],
    }

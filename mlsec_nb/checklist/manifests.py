"""Files that say which digests others have: manifests, DVC, Croissant, bills of materials."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from mlsec_nb.artifacts.manifest import Manifest
from mlsec_nb.checklist.files import Files

PATTERNS = (
    *("*.sha256", "*sha256sum*", "*checksum*", "*manifest*.json", "*manifest*.txt", "*croissant*.json"),
    *("*.cdx.json", "bom.json", "*-bom.json", "*_bom.json", "*sbom*.json", "*mlbom*.json"),
)
MOST_MANIFESTS = 50
MOST_DIGESTS = 5_000


def pinned(files: Files) -> dict[str, str]:
    """The digests that the project's manifests state, by path from its root: ``sha256:…`` or ``md5:…``."""
    found: dict[str, str] = {}
    for path in files.glob(*PATTERNS)[:MOST_MANIFESTS]:
        found |= {_joined(path, name): f"sha256:{digest}" for name, digest in _stated(files, path).items()}
    for path in files.glob("*.dvc", "dvc.lock")[:MOST_MANIFESTS]:
        found |= {_joined(path, name): f"md5:{digest}" for name, digest in _dvc(files.text(path) or "")}
    return dict(list(found.items())[:MOST_DIGESTS])


def manifests(files: Files) -> tuple[str, ...]:
    """The paths of the manifests, at most :data:`MOST_MANIFESTS` of each kind."""
    named = files.glob(*PATTERNS)[:MOST_MANIFESTS]
    return (
        tuple(path for path in named if _stated(files, path))
        + files.glob("*.dvc", "dvc.lock")[:MOST_MANIFESTS]
    )


def differs(files: Files, path: str, stated: str) -> bool:
    """Whether a file is missing, or has another digest than is stated (``sha256:…``, ``md5:…``)."""
    kind, _, digest = stated.partition(":")
    return files.digest(path, kind) != digest


def _stated(files: Files, path: str) -> Mapping[str, str]:
    place, text = files.place(path), files.text(path)
    if place is None or text is None:
        return {}
    try:
        if text.lstrip()[:1] == "{":
            return _from_json(json.loads(text))
        return Manifest.read(place).digests
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _from_json(value: Any) -> dict[str, str]:
    """Digests in an object of digests, a CycloneDX or a Croissant file."""
    if value.get("bomFormat") == "CycloneDX":
        return dict(_cyclonedx(value))
    if "distribution" in value:
        pairs = ((each.get("contentUrl"), each.get("sha256")) for each in value["distribution"])
    else:
        pairs = ((key, digest) for key, digest in value.items())
    return {
        name: digest.removeprefix("sha256:").lower()
        for name, digest in pairs
        if isinstance(name, str) and isinstance(digest, str) and _is_digest(digest.removeprefix("sha256:"))
    }


def _cyclonedx(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for component in value.get("components", ()):
        for entry in component.get("hashes", ()):
            if entry.get("alg") == "SHA-256" and "." in PurePosixPath(component["name"]).name:
                yield str(component["name"]), str(entry["content"]).lower()


def _dvc(text: str) -> Iterator[tuple[str, str]]:
    """Paths and digests of the outputs in a DVC file: two keys of one entry, in either order."""
    path = digest = ""
    for line in text.splitlines():
        key, _, value = line.strip().removeprefix("- ").partition(": ")
        if line.lstrip().startswith("- "):
            path = digest = ""
        if key == "md5":
            digest = value.strip()
        elif key == "path":
            path = value.strip().strip("'\"")
        if path and digest:
            yield path, digest
            path = digest = ""


def _joined(manifest: str, name: str) -> str:
    """A path in a manifest, which counts from the manifest's folder, as path from the root."""
    folder = PurePosixPath(manifest).parent
    parts: list[str] = []
    for part in (folder / name).parts:
        if part == "..":
            parts = parts[:-1]
        else:
            parts.append(part)
    return "/".join(parts)


def _is_digest(text: str) -> bool:
    return len(text) == 64 and all(character in "0123456789abcdefABCDEF" for character in text)

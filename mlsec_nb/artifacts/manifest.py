"""What a manifest or a signature says of a file: digests in a text file, OMS signatures beside the model."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_LINE = re.compile(r"^([0-9a-fA-F]{64}) [ *](.+)$")
SIGNATURE_NAMES = ("model.sig", "model.sigstore", "model.sigstore.json")


@dataclass(frozen=True, slots=True)
class Manifest:
    """Expected SHA-256 digests by path, relative to ``root``.

    ``signed`` asks for a signature (OpenSSF model signing) beside the files as well; ``key`` is the public
    key that it has to fit.
    """

    root: Path
    digests: Mapping[str, str] = field(default_factory=dict)
    signed: bool = False
    key: Path | None = None

    @classmethod
    def read(cls, path: Path, *, signed: bool = False, key: Path | None = None) -> Manifest:
        """Read ``sha256sum`` lines, a plain JSON object of digests, or a CycloneDX bill of materials.

        Raises
        ------
        OSError, ValueError
            When the file cannot be read or is of another kind.
        """
        text = path.read_text(encoding="utf-8")
        digests = _from_json(json.loads(text)) if text.lstrip()[:1] == "{" else _from_lines(text)
        return cls(path.parent, digests, signed, key)

    def expected(self, path: Path) -> str | None:
        """The digest that the manifest has for ``path``."""
        try:
            relative = path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            relative = path.name
        return self.digests.get(relative, self.digests.get(path.name))

    def signature(self, path: Path | None) -> Iterator[tuple[str, str]]:
        """The state of the signature when one is asked for and it is not good."""
        if not self.signed or path is None:
            return
        beside = [path.with_name(name) for name in (f"{path.name}.sig", *SIGNATURE_NAMES)]
        found = next((candidate for candidate in beside if candidate.is_file()), None)
        if found is None:
            yield "missing", "there is no signature beside the file"
        elif self.key is None:
            yield "unverified", f"{found.name} is there, but no public key was given to check it offline"
        else:
            yield from _verify(path, found, self.key)


def _verify(path: Path, signature: Path, key: Path) -> Iterator[tuple[str, str]]:
    try:
        from model_signing import verifying
    except ImportError:
        yield "unverified", "the package model-signing is not installed"
        return
    target = path if signature.name.startswith(path.name) else path.parent
    try:
        verifying.Config().use_elliptic_key_verifier(public_key=key).verify(target, signature)
    except Exception as error:
        yield "wrong", f"{signature.name} does not fit: {type(error).__name__}"


def _from_lines(text: str) -> dict[str, str]:
    matches = (_LINE.match(line) for line in text.splitlines())
    found = {match[2].removeprefix("./"): match[1].lower() for match in matches if match}
    if text.strip() and not found:
        raise ValueError("no line of the manifest is a digest and a path")
    return found


def _from_json(value: Any) -> dict[str, str]:
    if value.get("bomFormat") != "CycloneDX":
        return {str(key): str(digest).removeprefix("sha256:").lower() for key, digest in value.items()}
    found = {}
    for component in value.get("components", ()):
        for entry in component.get("hashes", ()):
            if entry.get("alg") == "SHA-256":
                found[str(component["name"])] = str(entry["content"]).lower()
    return found

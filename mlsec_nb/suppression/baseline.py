"""Baselines: findings that were there before, so that only new ones count.

Our own files hold (path, fingerprint) pairs; the fingerprint survives re-running, re-ordering and
re-rendering. detect-secrets' ``.secrets.baseline`` is read as data: its plugin list, which may name
files to import, is ignored. A baseline never holds a value; detect-secrets' holds unsalted SHA-1s.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mlsec_nb.core.files import write_atomically
from mlsec_nb.core.finding import Finding, Suppression
from mlsec_nb.core.result import Result
from mlsec_nb.errors import ConfigError

SCHEMA = "mlsec-nb/baseline/v1"
MAX_BASELINE_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings: ``known`` maps (path, fingerprint) and ``hashes`` (path, SHA-1) to a reason."""

    root: Path
    known: Mapping[tuple[str, str], str]
    hashes: Mapping[tuple[str, str], str]

    def match(self, path: str, finding: Finding, values: Iterable[str] = ()) -> Suppression | None:
        """Say why ``finding`` in ``path`` is known; ``values`` are the plain spellings of a secret."""
        name = relative(path, self.root)
        reason = self.known.get((name, finding.fingerprint))
        if reason is None and self.hashes:
            # SHA-1 is detect-secrets' choice; it is computed only to compare with its file.
            digests = (hashlib.sha1(v.encode(), usedforsecurity=False).hexdigest() for v in values)
            reason = next((r for d in digests if (r := self.hashes.get((name, d))) is not None), None)
        return None if reason is None else Suppression("baseline", reason)


def relative(path: str, root: Path) -> str:
    """``path`` as a baseline names it: relative to the baseline's folder, with slashes."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # another drive on Windows
        return Path(path).as_posix()


def read_baseline(path: Path) -> Baseline:
    """Read our own baseline or a ``.secrets.baseline``.

    Raises
    ------
    ConfigError
        When the file cannot be read or is neither.
    """
    try:
        if path.stat().st_size > MAX_BASELINE_BYTES:
            raise ConfigError(f"{path} is too large for a baseline.", "Write a new one.")
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        why = getattr(error, "strerror", None) or error
        raise ConfigError(
            f"Baseline {path} cannot be read: {why}.", "Write one with --write-baseline."
        ) from error
    root = path.resolve().parent
    if isinstance(data, dict) and data.get("schema") == SCHEMA:
        return Baseline(root, dict(_own(data.get("findings"))), {})
    if isinstance(data, dict) and isinstance(data.get("results"), dict):
        return Baseline(root, {}, dict(_foreign(data["results"])))
    raise ConfigError(f"{path} is not a baseline.", "Write one with --write-baseline.")


def _own(entries: object) -> Iterable[tuple[tuple[str, str], str]]:
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict):
            reason = str(entry.get("reason") or "known when the baseline was written")
            yield (str(entry.get("path")), str(entry.get("fingerprint"))), reason


def _foreign(results: Mapping[str, object]) -> Iterable[tuple[tuple[str, str], str]]:
    for path, secrets in results.items():
        for secret in secrets if isinstance(secrets, list) else ():
            if isinstance(secret, dict) and isinstance(secret.get("hashed_secret"), str):
                audited = "audited as no secret" if secret.get("is_secret") is False else "known"
                yield (Path(path).as_posix(), secret["hashed_secret"]), f"{audited} in .secrets.baseline"


def write_baseline(path: Path, result: Result) -> int:
    """Write the live findings of ``result`` to ``path``, atomically; returns their number."""
    root = path.resolve().parent
    entries = sorted(
        {
            (relative(target.path, root), finding.fingerprint, finding.rule)
            for target in result.targets
            for finding in target.live
        }
    )
    findings = [{"path": p, "fingerprint": f, "rule": r, "reason": ""} for p, f, r in entries]
    text = json.dumps({"schema": SCHEMA, "findings": findings}, indent=1) + "\n"
    write_atomically(path, text)
    return len(findings)

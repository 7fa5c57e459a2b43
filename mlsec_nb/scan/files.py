"""Model files: each is examined once, within a time, and what its commands quote is masked."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mlsec_nb.core.finding import Skipped
from mlsec_nb.core.result import Target
from mlsec_nb.errors import ConfigError
from mlsec_nb.loaded import Examinations, Examined
from mlsec_nb.options import Options
from mlsec_nb.scan.masking import impersonal, searched
from mlsec_nb.scan.selection import Selection
from mlsec_nb.scan.targets import HEAD, tripped, unreadable

if TYPE_CHECKING:
    from mlsec_nb.artifacts.manifest import Manifest


class ModelFiles:
    """Examines model files under the same options.

    Parameters
    ----------
    options
        What may be asked for by a pickle, what is known of the files, and the salt of the masks.
    selection
        Marks what is suppressed.
    examinations
        What is known of files from scans under the same options.
    file_seconds, all_seconds
        Time for one file, and for all of them: those beyond are reported as not examined.

    Raises
    ------
    ConfigError
        When the manifest cannot be read.
    """

    def __init__(
        self,
        options: Options,
        selection: Selection,
        *,
        examinations: Examinations,
        file_seconds: float,
        all_seconds: float,
    ) -> None:
        self._options = options
        self._selection = selection
        self._examinations = examinations
        self._file_seconds = file_seconds
        self._left = all_seconds
        self._manifest = _manifest(options.manifest)

    def examine(self, path: str) -> Examined:
        """Examine a file, once: nothing is left out yet, but what is suppressed is marked."""
        examined = self._examinations.of(Path(path).resolve(), lambda: self._in_time(path))
        return replace(examined, target=self._marked(replace(examined.target, path=path)))

    def examine_bytes(self, data: bytes, name: str) -> Target:
        """Examine a file that is in memory; a manifest says nothing of it."""
        from mlsec_nb.artifacts.engine import examine_bytes

        try:
            target = self._quoting_no_secret(examine_bytes(data, name, allow=self._options.allow))
        except Exception as error:  # a file that trips the engine costs that file
            return tripped(name, error, kind="artifact")
        return self._marked(target)

    def _in_time(self, path: str) -> Examined:
        if self._left <= 0:
            late = unreadable(path, "there was no time to look at it", kind="artifact")
            return Examined(late, postponed=True)
        start = time.perf_counter()
        examined = self._anew(path)
        self._left -= time.perf_counter() - start
        return examined

    def _anew(self, path: str) -> Examined:
        from mlsec_nb.artifacts.contents import spoken
        from mlsec_nb.artifacts.engine import is_artifact, summary
        from mlsec_nb.artifacts.limits import Limits

        try:
            target, node = summary(
                Path(path),
                limits=Limits(seconds=self._file_seconds),
                manifest=self._manifest,
                allow=self._options.allow,
            )
            target = self._quoting_no_secret(target)
            with open(path, "rb") as file:
                known = is_artifact(file.read(HEAD), path)
        except OSError as error:
            return Examined(unreadable(path, f"cannot be read: {error.strerror}", kind="artifact"))
        except Exception as error:  # a file that trips the engine costs that file
            return Examined(tripped(path, error, kind="artifact"))
        if not known and not target.findings:
            gap = Skipped(
                "the whole file", "is neither a notebook, nor a script, nor a known kind of model file"
            )
            target = replace(target, skipped=(*target.skipped, gap))
        return Examined(target, spoken(node))

    def _marked(self, target: Target) -> Target:
        found = [(finding, ()) for finding in target.findings]
        return replace(target, findings=self._selection.marked(target.path, found))

    def _quoting_no_secret(self, target: Target) -> Target:
        """A command in a model file may hold a credential as well: mask it where findings quote it."""
        if not target.findings:
            return target
        found = searched(target.findings, self._options.salt)
        return replace(target, findings=tuple(impersonal(finding, self._options.salt) for finding in found))


def _manifest(path: str) -> Manifest | None:
    if not path:
        return None
    from mlsec_nb.artifacts.manifest import Manifest

    try:
        return Manifest.read(Path(path))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        advice = "Write one with `mlsec-nb manifest`."
        raise ConfigError(f"Manifest {path} cannot be read: {error}.", advice) from error

"""Taking a fix back, byte for byte: what was there is kept for a week, for its owner only.

The copy holds what the fix has taken out, secrets included: without it there is no way back. It is
neither in the project nor in any report, nobody else can read it, and ``forget`` removes it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mlsec_nb.core.files import leads_out, write_atomically
from mlsec_nb.errors import UsageError
from mlsec_nb.options import project_folder

KEPT_SECONDS = 7 * 24 * 3600
MAX_RECORD = 1 << 30


def default_folder() -> Path:
    """Where copies are kept by default: ``MLSEC_UNDO``, else the user's state folder (XDG)."""
    if named := os.environ.get("MLSEC_UNDO"):
        return Path(named)
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "mlsec-nb" / "undo"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "mlsec-nb" / "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that is written: its bytes before (``None``: it was not there) and after; ``private`` if new."""

    path: Path
    before: bytes | None
    after: bytes
    private: bool = False


class Undo:
    """The copies of what was changed.

    Parameters
    ----------
    folder
        Where they are; made if it is not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, files: list[Written]) -> None:
        """Keep what was there, then write the files, the last one last; a crash leaves no file half written.

        Raises
        ------
        UsageError
            When a copy cannot be kept, or a file has changed since it was read: nothing is written then.
        OSError
            When a file cannot be written.
        """
        changed = [file for file in files if _content(file.path) != file.before]
        if changed:
            raise UsageError(f"{changed[0].path} has changed in the meantime.", "Try again.")
        self._keep(files)
        for file in files:
            write_atomically(file.path, file.after, private=file.private)

    def take_back(self, path: Path) -> list[Path]:
        """Restore what the last fix of ``path`` changed; the files that are as they were.

        Raises
        ------
        UsageError
            When nothing is kept for this file, or it was changed since: nothing is restored then.
        """
        record = next(iter(sorted(self._records(path), reverse=True)), None)
        if record is None:
            raise UsageError(f"No fix of {path} is kept.", "Fixes are kept for seven days.")
        files = _read(record)
        if os.path.realpath(path) != str(files[-1].path) or any(_astray(file.path, path) for file in files):
            raise UsageError("The copy that is kept names other files.", "Use version control.")
        if _content(files[-1].path) != files[-1].after:
            raise UsageError(f"{path} has been changed since it was fixed.", "Take it back by hand.")
        restored = []
        for file in reversed(files):
            if _content(file.path) == file.after:  # another file, such as .env, may have gone on
                _restore(file)
                restored.append(file.path)
        record.unlink()
        return restored

    def forget(self, older_than: float = 0) -> int:
        """Remove the copies that are older than so many seconds; how many these were."""
        records = [path for path in self._folder.glob("*.json") if _age(path) >= older_than]
        for path in records:
            path.unlink(missing_ok=True)
        return len(records)

    def _keep(self, files: list[Written]) -> None:
        self.forget(KEPT_SECONDS)
        record = {"files": [_packed(file) for file in files]}
        name = f"{_name(files[-1].path)}-{time.time_ns():020}.json"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.chmod(0o700)
            write_atomically(self._folder / name, json.dumps(record), private=True)
        except OSError as error:
            advice = "Set MLSEC_UNDO to a folder of yours."
            raise UsageError(f"The copy for undoing cannot be kept: {error.strerror}.", advice) from error

    def _records(self, path: Path) -> Iterator[Path]:
        return self._folder.glob(f"{_name(path)}-*.json")


def _astray(file: Path, path: Path) -> bool:
    """Whether a file that a fix of ``path`` is said to have written is outside of its project."""
    return leads_out(file, project_folder(path.absolute().parent))


def _name(path: Path) -> str:
    return hashlib.blake2b(os.fsencode(os.path.realpath(path)), digest_size=10).hexdigest()


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _packed(file: Written) -> Mapping[str, str | None]:
    return {
        "path": os.path.realpath(file.path),
        "before": None if file.before is None else base64.b64encode(file.before).decode(),
        "after": base64.b64encode(file.after).decode(),
    }


def _read(record: Path) -> list[Written]:
    try:
        if record.stat().st_size > MAX_RECORD:
            raise ValueError("too large")
        files = json.loads(record.read_bytes())["files"]
        return [
            Written(
                path=Path(file["path"]),
                before=None if file["before"] is None else base64.b64decode(file["before"]),
                after=base64.b64decode(file["after"]),
            )
            for file in files
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError("The copy that is kept cannot be read.", "Use version control.") from error


def _restore(file: Written) -> None:
    if file.before is None:
        file.path.unlink(missing_ok=True)
    else:
        write_atomically(file.path, file.before)

"""Writing files so that a crash leaves the old content or the new, never half of one."""

from __future__ import annotations

import os
from pathlib import Path


def leads_out(path: Path, folder: Path) -> bool:
    """Whether ``path``, links followed, is outside of ``folder``: a link in it may be somebody else's."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def write_atomically(path: Path, content: str | bytes, *, private: bool = False) -> None:
    """Replace ``path`` by ``content`` in one step; raises ``OSError`` as ``open`` would.

    A link is followed, and the permissions of the file that is replaced are kept. A ``private`` file
    that was not there is its owner's only, from the first byte on. A device or pipe cannot be replaced
    (``/dev/null`` would be gone for everybody): it is written to.
    """
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".{target.name}.{os.urandom(4).hex()}")
    try:
        mode = 0o600 if private or target.exists() else 0o666
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            draft.chmod(target.stat().st_mode & 0o7777)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)

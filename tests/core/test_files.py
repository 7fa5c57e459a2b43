"""Files are replaced whole."""

import os
import stat

import pytest

from mlsec_nb.core.files import write_atomically


def test_replaces_and_keeps_permissions(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, "new \ud800")
    assert path.read_text() == "new \\ud800"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed(tmp_path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_failure_leaves_nothing_behind(tmp_path):
    with pytest.raises(OSError, match=r"."):
        write_atomically(tmp_path, "a folder cannot be replaced")
    assert list(tmp_path.iterdir()) == []
    assert [p.name for p in tmp_path.parent.iterdir() if p.name.startswith(f".{tmp_path.name}")] == []


def test_a_pipe_is_written_to_not_replaced(tmp_path):
    """Somebody who may do everything once lost /dev/null to ``--output /dev/null``."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_atomically(pipe, b"report")
    assert os.read(reader, 10) == b"report"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    os.close(reader)

"""Ctrl-C in a long scan."""

from __future__ import annotations

from mlsec_nb.batch.run import scan_many
from mlsec_nb.options import Options
from tests.notebooks import content


def test_interrupted_scan_has_what_was_scanned_and_says_what_was_not(tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.ipynb").write_bytes(content("x = 1"))

    def interrupt(number: int, total: int, path: str) -> None:
        if number == 1:
            raise KeyboardInterrupt

    result = scan_many([tmp_path], Options(), progress=interrupt)
    assert len(result.targets) == 1
    assert [(gap.what, gap.why) for gap in result.skipped] == [("2 of 3 files", "the scan was interrupted")]
    assert result.exit_status(Options().fail_on) == 2

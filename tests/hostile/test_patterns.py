"""Every regular expression of ours and of detect-secrets', and whole scans, against texts made from them."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner
from tests.hostile.conftest import SCALE, Tried
from tests.hostile.pumps import patterns, pumps
from tests.notebooks import code, content, display, stream

SECONDS = 0.3
"""For one pattern on one text: a linear one needs a thousandth, a quadratic one a hundredth."""

LENGTH = 2_000
SCANNED = 5
EVERY = max(1, 12 // SCALE)
"""Of so many texts one goes through whole scans."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Raise ``TimeoutError`` after so many seconds of the processor, within a match as well."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def hangs(pattern: re.Pattern, text: str | bytes) -> bool:
    try:
        with patience(SECONDS):
            pattern.search(text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace"))
    except TimeoutError:
        return True
    return False


@pytest.fixture(scope="module")
def everything() -> dict[str, re.Pattern]:
    found = patterns()
    assert len(found) > 500
    return found


def test_no_pattern_of_ours_hangs(everything: dict[str, re.Pattern], tried: Tried) -> None:
    """``except`` and a thousand spaces took seconds on each line of a broken cell."""
    slow = []
    for name, pattern in everything.items():
        texts = list(dict.fromkeys(pumps(pattern, LENGTH)))
        hung = name.startswith("mlsec_nb") and any(hangs(pattern, text) for text in texts)
        tried(len(texts), hangs=hung)
        slow += [name] if hung else []
    assert slow == []


def test_no_scan_hangs_on_what_patterns_dislike(everything: dict[str, re.Pattern], tried: Tried) -> None:
    """Those of detect-secrets are cubic on spaces: the adapter does not show them such lines."""
    scanner = Scanner(Options(engines=("secrets", "code", "artifacts", "privacy")))
    texts = [text for pattern in everything.values() for text in pumps(pattern, LENGTH)]
    texts = list(dict.fromkeys(texts))[::EVERY]
    for start in range(0, len(texts), 20):
        cells = [code(text, stream(text), display(text_html=text)) for text in texts[start : start + 20]]
        began = time.process_time()
        target = scanner.content(content(*cells), "a.ipynb")
        failed = [skipped for skipped in target.skipped if "failed" in skipped.why]
        tried(len(cells), crashes=len(failed), hangs=time.process_time() - began > SCANNED)
        assert failed == []
        assert time.process_time() - began < SCANNED

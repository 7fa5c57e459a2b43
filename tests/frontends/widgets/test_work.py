"""What takes long runs in a thread."""

from __future__ import annotations

from threading import Event

from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.widgets.work import Work


def test_a_task_can_be_cancelled() -> None:
    work, done = Work(), []
    assert work.start("Waiting", lambda _, cancel: cancel.wait(30), done.append)
    assert work.busy
    work.cancel()
    work.wait(30)
    assert done == [True]
    assert "cancelled" in work._said.value


def test_one_thing_at_a_time() -> None:
    work, go = Work(), Event()
    work.start("Waiting", lambda *_: go.wait(30), lambda _: None)
    assert not work.start("Another", lambda *_: None, lambda _: None)
    go.set()
    work.wait(30)


def test_errors_are_said_without_what_they_may_quote() -> None:
    def fail(*_: object) -> None:
        raise ValueError("person@corp.example")

    def refuse(*_: object) -> None:
        raise UsageError("<b>No", "Do that.")

    work = Work()
    work.start("It", fail, lambda _: None)
    work.wait(30)
    assert "ValueError" in work._said.value
    assert "person@" not in work._said.value
    work.start("It", refuse, lambda _: None)
    work.wait(30)
    assert "&lt;b&gt;No" in work._said.value

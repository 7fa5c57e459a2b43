"""The time, and another one that is asked for."""

from datetime import date, datetime, timedelta, timezone

import pytest

from mlsec_nb.clock import VARIABLE, now, today
from mlsec_nb.errors import UsageError


def test_it_is_now(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    assert abs(datetime.now(timezone.utc) - now()) < timedelta(minutes=1)


def test_another_time_may_be_given(monkeypatch):
    monkeypatch.setenv(VARIABLE, "1801440000")
    assert today() == date(2027, 2, 1)


@pytest.mark.parametrize("wrong", ["tomorrow", "9" * 30, "1e9"])
def test_what_is_no_time_is_refused_with_the_way_out(monkeypatch, wrong):
    monkeypatch.setenv(VARIABLE, wrong)
    with pytest.raises(UsageError, match="unset it"):
        now()

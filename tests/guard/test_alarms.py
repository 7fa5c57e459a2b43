"""Which audit events are an alarm while objects are built."""

import os
import pickle

import pytest

import mlsec_nb
from mlsec_nb.errors import UnsafeUnpicklingError
from mlsec_nb.guard.alarms import CONDITIONAL


@pytest.mark.parametrize(
    ("arguments", "alarm"),
    [
        (("f", "r", 0), False),
        (("f", "rb", os.O_RDONLY | os.O_CLOEXEC), False),
        (("f", "w", 0), True),
        (("f", "r+", 0), True),
        (("f", None, os.O_RDONLY), False),
        (("f", None, os.O_WRONLY | os.O_CREAT), True),
    ],
)
def test_opening_is_an_alarm_when_it_is_for_writing(arguments, alarm):
    assert bool(CONDITIONAL["open"](arguments)) is alarm


@pytest.mark.parametrize(
    ("source", "alarm"),
    [
        ("def f(self, a, loc=0, *, scale=1):\n    return open(a)", False),
        ("print(1)", True),
        ("import os", True),
        ("@print\ndef f(): pass", True),
        ("def f(a=print()): pass", True),
        ("class A: pass", True),
    ],
)
def test_executing_definitions_is_no_alarm(source, alarm):
    assert bool(CONDITIONAL["exec"]((compile(source, "<string>", "exec"),))) is alarm


def test_a_template_in_the_state_of_a_distribution_is_not_executed(tmp_path):
    # scipy.stats runs the text in the state of its distributions with `exec` when they are unpickled.
    from scipy.stats import _continuous_distns

    honest = _continuous_distns.norm_gen(name="norm")
    forged = _continuous_distns.norm_gen(name="norm")
    forged._parse_arg_template = f"open({str(tmp_path / 'canary')!r}, 'w')\n{honest._parse_arg_template}"
    with mlsec_nb.guard():
        pickle.loads(pickle.dumps(honest))
    with pytest.raises(UnsafeUnpicklingError, match="exec, which runs Python code"), mlsec_nb.guard():
        pickle.loads(pickle.dumps(forged))
    assert not (tmp_path / "canary").exists()

"""Pickles under the guard: payloads are harmless, and would touch a canary."""

import contextlib
import datetime
import functools
import io
import multiprocessing
import os
import pickle
import subprocess
import threading
from collections import Counter, OrderedDict

import cloudpickle
import joblib
import numpy as np
import pytest

import mlsec_nb
from mlsec_nb.errors import UnsafeUnpicklingError, UsageError
from mlsec_nb.guard.incidents import INCIDENTS
from mlsec_nb.guard.permissions import PERMISSIONS
from mlsec_nb.guard.unpickling import current_mode
from tests.guard.payloads import Reduces, call, name, payloads, pickled, text


@pytest.fixture
def canary(tmp_path):
    return tmp_path / "canary"


def stopped(load, data):
    try:
        with mlsec_nb.guard():
            load(data)
    except UnsafeUnpicklingError:
        return True
    except Exception:
        return None  # the sample asks for what is not installed
    return False


class Lookups(pickle.Unpickler):
    def find_class(self, module, name):
        return super().find_class(module, name)


LOADERS = {
    "C": pickle.loads,
    "Python": pickle._loads,
    "subclass": lambda data: Lookups(io.BytesIO(data)).load(),
    "cloudpickle": cloudpickle.loads,
}


@pytest.mark.parametrize("loader", LOADERS)
def test_no_payload_runs(loader, canary):
    ran = [kind for kind, data in payloads(str(canary)) if stopped(LOADERS[loader], data) is False]
    assert ran == []
    assert not canary.exists()


@pytest.mark.parametrize("way", ["numpy", "joblib", "joblib-array", "file"])
def test_libraries_are_watched(way, canary, tmp_path):
    path = tmp_path / "model.pkl"
    bad = Reduces(f"touch {canary}")
    if way == "numpy":
        np.save(path.with_suffix(".npy"), np.array([bad], dtype=object))
        load = functools.partial(np.load, path.with_suffix(".npy"), allow_pickle=True)
    elif way == "file":
        path.write_bytes(pickle.dumps(bad))
        load = functools.partial(pickle.load, path.open("rb"))
    else:
        joblib.dump(
            [np.arange(5), bad] if way == "joblib-array" else bad, path, compress=way == "joblib-array"
        )
        load = functools.partial(joblib.load, path)
    with pytest.raises(UnsafeUnpicklingError, match=r"posix\.system, which runs a program"), mlsec_nb.guard():
        load()
    assert not canary.exists()


class Own:
    """A class of the project, which this process has imported."""

    def __init__(self):
        self.fitted = np.arange(3)


def test_what_libraries_and_the_project_write_loads_without_a_word(caplog, monkeypatch):
    monkeypatch.chdir(os.path.dirname(os.path.dirname(os.path.dirname(__file__))))
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), RandomForestClassifier(3)).fit(np.eye(4), [0, 1, 0, 1])
    values = [
        model,
        Own(),
        Counter("ab"),
        OrderedDict(a=1),
        datetime.datetime.now(),
        np.dtype("f4"),
        len,
        Own,
    ]
    values += ["a".upper, functools.partial(int, base=2), np.float64(1), {1, 2}, b"\0"]
    INCIDENTS.clear()
    for mode in ("log", "block"):
        with mlsec_nb.guard(mode):
            for value in values:
                for protocol in range(6):
                    pickle.loads(pickle.dumps(value, protocol))
    assert not INCIDENTS
    assert not caplog.records


def outside(function):
    """The function as cloudpickle would take one from a module that is not installed here."""
    function.__module__ = "elsewhere"
    return function


class Calls:
    def __init__(self, function):
        self.function = function

    def __reduce__(self):
        return self.function, ()


def test_code_in_the_file_may_be_made_but_not_run():
    hits = []
    function = outside(lambda: hits.append)
    with mlsec_nb.guard():
        assert callable(pickle.loads(cloudpickle.dumps(function)))
    with pytest.raises(UnsafeUnpicklingError, match="runs code that came with the file"), mlsec_nb.guard():
        pickle.loads(cloudpickle.dumps(Calls(function)))


def test_a_class_that_the_file_carries_may_be_made():
    net = type("Net", (), {"__module__": "elsewhere", "save": lambda self, path: exec(path)})
    model = net()
    model.weights = [1, 2]
    data = cloudpickle.dumps(model)
    with mlsec_nb.guard():
        assert pickle.loads(data).weights == [1, 2]


class Builds:
    """A class that is allowed, and opens a file when its state is set."""

    def __init__(self, path):
        self.path = path

    def __setstate__(self, state):
        with open(state["path"], "w"):
            pass


def test_alarm_while_an_object_is_built(canary):
    data = pickle.dumps(Builds(str(canary)))
    guard = mlsec_nb.guard(allow=[f"{__name__}.Builds"])
    with pytest.raises(UnsafeUnpicklingError, match="opens a file for writing"), guard:
        pickle.loads(data)
    assert not canary.exists()


def test_globals_of_a_function_are_out_of_reach():
    data = pickled(call("builtins", "getattr", name("copyreg", "_reconstructor"), text("__globals__")))
    with pytest.raises(UnsafeUnpicklingError), mlsec_nb.guard():
        pickle.load(io.BufferedReader(io.BytesIO(data)))


def test_after_a_load_everything_is_as_before(canary):
    with mlsec_nb.guard():
        pickle.loads(pickle.dumps(Own()))
        for action in (lambda: canary.write_text("x"), lambda: os.system("true"), lambda: exec("1")):
            action()
        subprocess.run(["true"], check=True)
    assert canary.exists()


def test_log_lets_through_and_says_so(caplog, canary):
    with mlsec_nb.guard("log"):
        pickle.loads(pickle.dumps(Reduces(f"touch {canary}")))
    assert canary.exists()
    assert "posix.system, which runs a program" in caplog.text


@pytest.mark.parametrize("answer", [False, True])
def test_ask_goes_by_the_answer(answer, canary):
    asked = []

    def ask(incident):
        asked.append(incident.subject)
        return answer

    with contextlib.suppress(UnsafeUnpicklingError), mlsec_nb.guard("ask", ask=ask):
        pickle.loads(pickle.dumps(Reduces(f"touch {canary}")))
    assert canary.exists() is answer
    assert asked == ["posix.system"]


def test_once_and_for_one_file(tmp_path, canary):
    path = tmp_path / "m.pkl"
    path.write_bytes(pickle.dumps(Reduces(f"touch {canary}")))

    def load():
        with open(path, "rb") as file:
            return stopped(pickle.load, file)

    PERMISSIONS.once.add("posix.system")
    try:
        assert [load(), load()] == [False, True]
        PERMISSIONS.allow_file(path)
        assert not load()
        path.write_bytes(path.read_bytes() + b"changed")
        assert load()
    finally:
        PERMISSIONS.files.clear()


def test_threads_are_watched(canary):
    results = []
    data = pickle.dumps(Reduces(f"touch {canary}"))
    with mlsec_nb.guard():
        thread = threading.Thread(target=lambda: results.append(stopped(pickle.loads, data)))
        thread.start()
        thread.join()
    assert results == [True]


def load_in_worker(data):
    try:
        pickle.loads(data)
    except UnsafeUnpicklingError:
        return "stopped"
    return "ran"


@pytest.mark.slow
@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_workers_are_told(start, canary):
    with mlsec_nb.guard(), multiprocessing.get_context(start).Pool(1) as pool:
        assert pool.map(load_in_worker, [pickle.dumps(Reduces(f"touch {canary}"))]) == ["stopped"]
    assert not canary.exists()


def test_the_strictest_guard_counts_and_all_can_be_off():
    outer = mlsec_nb.guard("block").on()
    with mlsec_nb.guard("log"):
        assert current_mode().name == "BLOCK"
    outer.off()
    outer.off()
    assert current_mode() is None


def test_unknown_mode_is_a_usage_error():
    with pytest.raises(UsageError, match="Choose out of log, ask, block"):
        mlsec_nb.guard("blok")

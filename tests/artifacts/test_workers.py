"""The worker that reads HDF5: what it finds, and what its death costs."""

import base64
import json

import pytest

from mlsec_nb.artifacts.engine import examine_bytes
from mlsec_nb.artifacts.examples import SYSTEM, keras_json
from mlsec_nb.artifacts.workers.client import Worker, WorkerError


def test_a_dead_worker_is_replaced():
    worker = Worker("hdf5.py")
    assert worker.ask({"data": ""})
    worker._process.kill()
    with pytest.raises(WorkerError):
        worker.ask({"data": ""})
    assert worker.ask({"data": base64.b64encode(b"no HDF5").decode()})[-1][0] == "broken"


def hdf5(fill):
    import io

    h5py = pytest.importorskip("h5py")
    out = io.BytesIO()
    with h5py.File(out, "w") as file:
        fill(file, h5py)
    return out.getvalue()


def test_configuration_in_an_attribute():
    data = hdf5(lambda file, _: file.attrs.__setitem__("model_config", keras_json("Lambda").decode()))
    assert examine_bytes(data, "m.h5").findings[0].rule == "MLS309"


def test_link_to_another_file():
    data = hdf5(lambda file, h5py: file.__setitem__("x", h5py.ExternalLink("/etc/passwd", "/a")))
    assert examine_bytes(data, "m.h5").findings[0].rule == "MLS311"


def test_empty_attribute_is_no_error():
    data = hdf5(lambda file, h5py: file.attrs.__setitem__("empty", h5py.Empty("S10")))
    assert examine_bytes(data, "m.h5").verdict == "clean"


def test_without_the_library_configurations_and_pickles_are_searched_for(monkeypatch):
    monkeypatch.setattr("mlsec_nb.artifacts.formats.hdf5.find_spec", lambda _: None)
    layer = json.loads(keras_json("Lambda"))
    data = b"\x89HDF\r\n\x1a\n" + bytes(64) + json.dumps(layer).encode() + bytes(64) + SYSTEM
    target = examine_bytes(data, "m.h5")
    assert {"MLS301", "MLS309"} <= {finding.rule for finding in target.findings}
    assert target.incomplete

"""What the elements of an array are is what numpy reads in its header, not what stands there first."""

from struct import pack

import pytest

from mlsec_nb.artifacts.engine import examine_bytes
from mlsec_nb.artifacts.examples import SYSTEM, zipped


def array(header, data=SYSTEM):
    return b"\x93NUMPY\x01\x00" + pack("<H", len(header)) + header.encode("latin-1") + data


@pytest.mark.parametrize(
    "header",
    [
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f8', 'shape': (1,), 'descr': '|O', 'fortran_order': False}",
        "{'descr': '<f8', 'shape': (1,), '\\x64escr': '|O', 'fortran_order': False}",
        "{'descr': '<f8', 'shape': (1,), \"descr\": '|O', 'fortran_order': False}",
        "{'descr': [('a', '<f8'), ('b', [('c', '|O')])], 'fortran_order': False, 'shape': (1,)}",
        "{'descr': 'f8,O', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': ('|O', (2,)), 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '\\x4f', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '\\q', 'fortran_order': False, 'shape': (1,)}",
    ],
)
def test_pickle_is_found_however_the_header_says_that_it_is_one(header):
    """A second ``descr`` counted for numpy, the first one for us: the pickle was taken for numbers."""
    for name, content in (
        ("a.npy", array(header)),
        ("a.npz", zipped(("a.npy", array(header) + bytes(99_000)))),
    ):
        assert "MLS301" in {finding.rule for finding in examine_bytes(content, name).findings}


@pytest.mark.parametrize(
    "element", ["'<f8'", "'|S3'", "'<M8[ns]'", "[('a', '<f8'), ('b', '|b1', (2, 3))]", "'?'"]
)
def test_numbers_are_left_alone(element):
    header = f"{{'descr': {element}, 'fortran_order': False, 'shape': (10L, 2), }}   \n"
    target = examine_bytes(array(header), "a.npy")
    assert (target.verdict, target.format) == ("clean", "numpy array of numbers")

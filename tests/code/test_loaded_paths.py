"""Only paths that are certain are handed over."""

import pytest

from mlsec_nb.code.loaded_paths import certain_paths
from mlsec_nb.notebook.names.values import Const, Ref, Text

NAME = (Const("a.pkl"),)


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        (NAME, ("a.pkl",)),
        ((Const("a.pkl"), Const("b.pkl")), ("a.pkl", "b.pkl")),
        ((Ref("builtins.open()", (NAME, (Const("rb"),))),), ("a.pkl",)),
        ((Ref("builtins.open().read()", (NAME,)),), ("a.pkl",)),
        ((Ref("pathlib.Path()", ((Const("m"),), NAME)),), ("m/a.pkl",)),
        ((Ref("pathlib.Path().read_bytes()", (NAME,)),), ("a.pkl",)),
        ((Text(((Ref("pathlib.Path()", ((Const("m"),),)),), (Const("/"),), NAME)),), ("m/a.pkl",)),
        ((), ()),
        (None, ()),
        ((Const("a.pkl"), Ref("?")), ()),
        ((Const(b"data"),), ()),
        ((Const("https://models.example/a.pkl"),), ()),
        ((Const("a\0b"),), ()),
        ((Text(((), (Const(".pkl"),))),), ()),
        ((Ref("base64.b64decode()", (NAME,)),), ()),
        ((Ref("builtins.open()", ((*NAME, Ref("sys.argv[]")),)),), ()),
    ],
)
def test_paths(value, paths):
    assert certain_paths(value) == paths


def test_nesting_without_end_is_left_alone():
    value = NAME
    for _ in range(100):
        value = (Ref("io.BytesIO()", (value,)),)
    assert certain_paths(value) == ()

"""What is followed into a function's body, and what need not be."""

from __future__ import annotations

import pytest

from mlsec_nb.notebook.names import Call, walk
from mlsec_nb.notebook.names.values import strings
from tests.notebook.sources import Recorder, read, walked


class Indifferent(Recorder):
    """Wants to hear of no call."""

    references = frozenset()

    def wants_call(self, names, method, keywords):
        return False


@pytest.mark.parametrize(
    "source",
    [
        "import requests\nx = requests.get(url, timeout=3).json()['a']",
        "import tarfile\nx = tarfile.open(p).next()",
        "import functools\nx = functools.lru_cache(print)",
        "import torch\nx = torch.hub.load('a', source=open(p).read())(1)",
        "x = [str(n) for n in map(abs, numbers)]",
        "x = unknown(1).method(2)",
    ],
)
def test_call_that_nobody_wants_gives_back_the_same(source):
    indifferent = Indifferent()
    assert list(walk([read(source)], indifferent)) == []
    assert indifferent.names["x"] == walked(source).names["x"]
    assert not [event for event in indifferent.events if isinstance(event, Call)]


@pytest.mark.parametrize(
    "source",
    [
        "def outer(p):\n    inner(p)\ndef inner(p):\n    torch.load(p)\nouter('a.pt')",
        "def inner(p):\n    torch.load(p)\ndef outer(p):\n    inner(p)\nouter('a.pt')",
        "def run(load, p):\n    load(p)\nrun(torch.load, 'a.pt')",
        "def run(readers, p):\n    readers[0](p)\nrun([lambda p: torch.load(p)], 'a.pt')",
        "def setup(p):\n    global path\n    path = p\nsetup('a.pt')\ntorch.load(path)",
    ],
)
def test_argument_reaches_the_load(source):
    calls = [e for e in walked("import torch\n" + source).events if isinstance(e, Call)]
    given = {text for e in calls if "torch.load" in e.names for text in strings(e.get("f", 0))}
    assert given == {"a.pt"}

"""What each call really calls."""

from __future__ import annotations

import pytest

from mlsec_nb.notebook.code import read_code
from mlsec_nb.notebook.names import Assignment, Call, Subclass, walk
from mlsec_nb.notebook.names.values import always, constants, strings
from tests.notebook.sources import Recorder, part, resolved, walked


@pytest.mark.parametrize(
    "source",
    [
        "import pickle\npickle.load(f)",
        "import pickle as p\np.load(f)",
        "from pickle import load as read\nread(f)",
        "import cPickle\ncPickle.load(f)",
        "from pickle import *\nload(f)",
        "import pickle\nread = pickle.load\nread(f)",
        "import pickle, json\na, b = pickle.load, json.load\na(f)",
        "import pickle, json\nread = pickle.load if x else json.load\nread(f)",
        "import pickle\ngetattr(pickle, 'lo' + 'ad')(f)",
        "import pickle\nvars(pickle)['load'](f)",
        "import sys, pickle\nsys.modules['pickle'].load(f)",
        "import importlib\nimportlib.import_module('pickle').load(f)",
        "__import__('pickle').load(f)",
        "from functools import partial\nimport pickle\nread = partial(pickle.load)\nread(f)",
        "import pickle\nreaders = {'a': pickle.load}\nreaders[key](f)",
        "import pickle\nfor read in (print, pickle.load):\n    read(f)",
        "import pickle\ndef reader():\n    return pickle.load\nreader()(f)",
        "import pickle\ndef run(read=pickle.load):\n    read(f)",
        "import pickle\ndef run(read):\n    read(f)\nrun(pickle.load)",
        "def run():\n    m.load(f)\nimport pickle as m",
        "import pickle\nclass A:\n    def __init__(self):\n        self.r = pickle.load\n"
        "    def go(self):\n        self.r(f)",
        "try:\n    import fast as p\nexcept ImportError:\n    import pickle as p\np.load(f)",
        "def f():\n    global p\n    import pickle as p\nf()\np.load(f)",
        "eval('__import__(\"pickle\").load')(f)",
        "exec('import pickle; pickle.load(f)')",
        "import pickle\n[pickle.load(f) for f in files]",
        "import pickle\nif (read := pickle.load):\n    read(f)",
        "import pickle, operator\noperator.attrgetter('load')(pickle)(f)",
    ],
)
def test_every_spelling_is_resolved(source):
    assert "pickle.load" in resolved(source)


@pytest.mark.parametrize(
    "source",
    [
        "import json as pickle\npickle.load(f)",
        "def load(f):\n    return f\nload(f)",
        "import pickle\nclass Fake:\n    def load(self, f):\n        pass\npickle = Fake()\npickle.load(f)",
        "from pickle import load\nfrom json import load\nload(f)",
        "def run(pickle):\n    pickle.load(f)",
        "import pickle\ndel pickle\nfrom own import pickle\npickle.load(f)",
        "import pickle\nisinstance(x, pickle.Unpickler)",
        "import pickle\n[pickle.load(f) for pickle in things]",
        "import pickle_utils as pickle\npickle.load(f)",
    ],
)
def test_other_things_of_the_same_name_are_not(source):
    assert "pickle.load" not in resolved(source)


def test_cells_share_names():
    assert "torch.load" in resolved("import torch", "read = torch.load", "read(path)")


def test_cells_are_read_as_they_ran():
    cells = ("load(path)", "from torch import load", "from json import load")
    assert "torch.load" not in resolved(*cells, order=(5, 1, 4))
    assert "torch.load" in resolved(*cells, order=(3, 2, 1))


@pytest.mark.parametrize("last", [None, 3, 9])
def test_cell_that_did_not_run_leaves_the_order_of_the_others(last):
    cells = ("load(path)", "from torch import load", "print(1)")
    assert "torch.load" in resolved(*cells, order=(3, 1, last))
    cells = ("from torch import load", "load(path)", "from json import load", "print(1)")
    assert "torch.load" not in resolved(*cells, order=(1, 5, 3, last))


def test_cell_without_a_count_follows_the_one_before_it():
    assert "torch.load" in resolved("import torch", "read(p)", "read = torch.load", order=(None, 3, 2))
    assert "torch.load" in resolved("x = 1", "from torch import load", "load(p)", order=(4, None, None))


def test_use_before_the_definition_gets_a_second_look():
    assert "torch.load" in resolved("out = rd(path)", "import torch\nrd = torch.load")
    assert "torch.load" not in resolved("from json import load\nload(path)", "from torch import load")


def test_method_carries_the_name_of_its_class():
    assert "requests.Session.get" in resolved("import requests\ns = requests.Session()\ns.get(u)")
    assert "tarfile.TarFile.extractall" in resolved(
        "import tarfile\nwith tarfile.open(p) as t:\n    t.extractall()"
    )


def test_own_subclass_carries_the_name_of_its_base():
    recorder = walked("import pickle\nclass U(pickle.Unpickler):\n    pass\nU(f).load()")
    assert [e.names for e in recorder.events if isinstance(e, Subclass)] == [("pickle.Unpickler",)]
    assert "pickle.Unpickler.load" in [n for e in recorder.events if isinstance(e, Call) for n in e.names]


def last_call(*sources: str) -> Call:
    return [e for e in walked(*sources).events if isinstance(e, Call) and "torch.load" in e.names][-1]


@pytest.mark.parametrize(
    "source",
    [
        "torch.load(p, weights_only=True)",
        "o = {'weights_only': True}\ntorch.load(p, **o)",
        "o = dict(weights_only=True)\ntorch.load(p, **o)",
        "o = {}\no['weights_only'] = True\ntorch.load(p, **o)",
        "o = {}\no.update(weights_only=True)\ntorch.load(p, **{**o})",
        "from functools import partial\nf = partial(torch.load, weights_only=True)\nf(p)",
        "T = True\ntorch.load(p, weights_only=T)",
        "torch.load(p, weights_only=not False)",
    ],
)
def test_keyword_arguments_are_followed(source):
    assert always(last_call("import torch\n" + source).get("weights_only"), True)


def test_missing_and_unknown_arguments_differ():
    assert last_call("import torch\ntorch.load(p)").get("weights_only") is None
    assert last_call("import torch\ntorch.load(p, **options())").get("weights_only") == ()


def test_text_is_folded():
    call = last_call("import torch\nname = 'w' + '.pt'\ntorch.load('{}/{}'.format('a', name))")
    assert strings(call.get("f", 0)) == ("a/w.pt",)


def test_function_that_is_handed_over_is_reported_with_its_arguments():
    events = walked("import torch, asyncio\nawait asyncio.to_thread(torch.load, p, weights_only=True)").events
    (call,) = (e for e in events if isinstance(e, Call) and e.reference)
    assert call.names == ("torch.load",)
    assert always(call.get("weights_only"), True)


def test_environment_variables_are_assignments():
    source = (
        "import os\nos.environ['A'] = '1'\nos.environ.update(B='2')\n"
        "os.environ.setdefault('C', '3')\nos.putenv('D', '4')"
    )
    found = [(e.names[0], constants(e.value)) for e in walked(source).events if isinstance(e, Assignment)]
    assert found == [(f"os.environ.{name}", (value,)) for name, value in zip("ABCD", "1234", strict=True)]


def test_replaced_function_stays_replaced():
    assert "torch.load" not in resolved("import torch, own\ntorch.load = own.load\ntorch.load(p)")


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n    return f()\nf()",
        "class A:\n    pass\nclass A(A):\n    x = A.x\nA().y()",
        "x = [x for x in x]\nx = {x: x}\n" * 50,
        "s = ''\n" + "s = s + 'aaaaaaaaaa'\n" * 3000,
        "x = []\n" + "x = [x, x]\n" * 200,
        "import a\nx = a\n" + "x = x.b(x, x)\n" * 300,
        "f = lambda g: g(g)\nf(f)",
        "def f(n):\n" + "".join("    " * i + f"def g{i}():\n" for i in range(1, 19)) + "    " * 19 + "pass",
        "if a:\n    b = 1\nelse:\n    b = 2\n" * 400,
    ],
)
def test_hostile_code_is_walked_in_bounds(source):
    walked(source)


def test_deep_expression_costs_its_statement():
    recorder = Recorder()
    cells = [
        read_code(
            part("import pickle\nx = " + "(" * 190 + "[" * 5 + "1" + "]" * 5 + ")" * 190 + "\npickle.load(f)")
        )
    ]
    list(walk(cells, recorder))
    assert any(isinstance(e, Call) and "pickle.load" in e.names for e in recorder.events)


def test_result_of_a_function_that_is_handed_on_is_not_the_function():
    events = walked("import pickle\ndata = pickle.load(f)\nfit(data)").events
    assert not [event for event in events if isinstance(event, Call) and event.reference]


def test_call_of_what_a_function_returned_is_not_a_call_of_the_function():
    names = resolved("import torch\nmodel = torch.load(p)\nmodel(x)")
    assert names == ["torch.load", "torch.load.__call__"]
